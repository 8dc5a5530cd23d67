using System.CommandLine;
using Waybill.Cli.Output;
using Waybill.Cli.Verbs;
using Waybill.Storage;

namespace Waybill.Cli;

/// <summary>The tool's commands.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">What stands after the tool's name.</param>
    /// <param name="output">Takes what was asked for.</param>
    /// <param name="errors">Takes what went wrong.</param>
    /// <param name="cancellationToken">Ends it, as Ctrl-C does.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(
        string[] args,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancellationToken = default
    )
    {
        var report = new Report(output, errors);
        var parsed = Create(report).Parse(args);
        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = output,
                Error = errors,
                EnableDefaultExceptionHandler = false,
            };
            var exitCode = await parsed.InvokeAsync(configuration, cancellationToken);
            return parsed.Errors.Count > 0 ? ExitCodes.Unusable : exitCode;
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException or StorageException)
        {
            report.Error(error.Message);
            return ExitCodes.Unusable;
        }
        catch (OperationCanceledException)
        {
            report.Error("Interrupted.");
            return ExitCodes.Interrupted;
        }
    }

    private static RootCommand Create(Report report) =>
        new(
            "Waybill's tool: what messages are on the wire, and what lies in a broker's folder. Exit code 0 is fine, 1 that something breaks readers, is behind or is damaged, 2 a mistake in the command or its input, 3 that a newer version wrote what is read, 130 that it was interrupted."
        )
        {
            new Command("schema", "The schema of an assembly's messages.")
            {
                ShowVerb.Create(report),
                DiffVerb.Create(report),
                CheckVerb.Create(report),
                AcceptVerb.Create(report),
                ExportVerb.Create(report),
            },
            new Command("journal", "The folder of an embedded broker. Nothing in it is ever changed.")
            {
                JournalVerifyVerb.Create(report),
                JournalDumpVerb.Create(report),
                JournalStatsVerb.Create(report),
                JournalRepairVerb.Create(report),
            },
        };
}
