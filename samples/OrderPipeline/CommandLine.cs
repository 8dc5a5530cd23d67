using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using OrderPipeline.Running;

namespace OrderPipeline;

/// <summary>The command line's options and what they lead to.</summary>
internal static class CommandLine
{
    private static readonly string s_sampleOrders = Path.Combine(AppContext.BaseDirectory, "data", "orders.jsonl");

    /// <summary>How long a stop may take, after Ctrl-C too: longer than the host gives its handlers.</summary>
    private static readonly TimeSpan s_stopTimeout = TimeSpan.FromSeconds(30);

    public static RootCommand Create()
    {
        var orders = new Option<string>("--orders")
        {
            Description = "The input, one JSON order a line; - for standard input.",
            HelpName = "FILE|-",
            DefaultValueFactory = _ => s_sampleOrders,
        };
        var data = new Option<string?>("--data")
        {
            Description =
                "Keeps the broker's data in this folder; the next run of the same input (a path; standard input is one) goes on after the last stored line. A new folder takes 64 MB.",
            HelpName = "DIR",
        };
        var crashAfter = new Option<int?>("--crash-after")
        {
            Description =
                "Ends the process abruptly after N confirmed publishes, as a crash would. Without --data the temporary folder is left behind.",
            HelpName = "N",
            CustomParser = ParseCount,
        };
        var summaryJson = new Option<string?>("--summary-json")
        {
            Description = "Writes the summary as JSON when every queue has drained: run counts this run, queues the folder's life.",
            HelpName = "FILE",
        };
        var inspect = new Option<bool>("--inspect")
        {
            Description =
                "Shows the queues and dead letters in the folder of --data, and changes nothing. It needs the folder for itself: no run may use it meanwhile.",
        };
        var quiet = new Option<bool>("--quiet") { Description = "No line per publish; a progress bar on a terminal." };
        var verbose = new Option<bool>("--verbose") { Description = "Shows the host's log on standard error." };

        RefuseEmpty(orders, "a file, or - for standard input");
        RefuseEmpty(data, "a folder");
        RefuseEmpty(summaryJson, "a file");

        var command = new RootCommand(
            "An order pipeline on the embedded broker: orders in, stock reserved, payments captured, customers told."
        )
        {
            orders,
            data,
            crashAfter,
            summaryJson,
            inspect,
            quiet,
            verbose,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(inspect) && result.GetValue(data) is null)
            {
                result.AddError("--inspect needs --data DIR, the folder to look into.");
            }

            if (result.GetValue(inspect) && result.GetResult(crashAfter) is not null)
            {
                result.AddError("--inspect and --crash-after do not go together: an inspection publishes nothing.");
            }
        });
        command.SetAction(
            (parsed, cancellationToken) =>
                parsed.GetValue(inspect)
                    ? Commands.InspectAsync(parsed.GetValue(data)!, cancellationToken)
                    : Commands.RunAsync(
                        new RunOptions(
                            parsed.GetValue(orders)!,
                            parsed.GetValue(data),
                            parsed.GetValue(crashAfter),
                            parsed.GetValue(summaryJson),
                            parsed.GetValue(quiet),
                            parsed.GetValue(verbose)
                        ),
                        cancellationToken
                    )
        );
        return command;
    }

    /// <summary>A wrong option is one clear line, not a page of help.</summary>
    public static async Task<int> RunAsync(this ParseResult parsed)
    {
        if (parsed.Errors is [var error, ..])
        {
            await Console.Error.WriteLineAsync($"error: {error.Message} See --help.");
            return Commands.BadInput;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = s_stopTimeout });
    }

    // The parser's own messages name types of .NET, which mean nothing to whoever typed the option.
    private static int? ParseCount(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1)
        {
            return count;
        }

        result.AddError($"--crash-after is '{text}'; it must be a whole number from 1 to {int.MaxValue}.");
        return null;
    }

    private static void RefuseEmpty(Option option, string what) =>
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && string.IsNullOrWhiteSpace(token.Value))
            {
                result.AddError($"{option.Name} is empty; it names {what}.");
            }
        });
}
