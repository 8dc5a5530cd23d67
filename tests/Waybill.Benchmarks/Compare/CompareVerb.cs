using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Compare;

/// <summary>Finds what got worse between two files of figures.</summary>
internal static class CompareVerb
{
    public static Command Create()
    {
        var before = new Argument<FileInfo>("A") { Description = "The earlier figures." };
        var after = new Argument<FileInfo>("B") { Description = "The later figures." };
        var threshold = new Option<double>("--threshold")
        {
            Description = "The share by which a figure of ours may be worse.",
            DefaultValueFactory = static _ => 0.1,
        };
        before.AcceptExistingOnly();
        after.AcceptExistingOnly();
        var verb = new Command(
            "compare",
            "Compares two files of figures; exit code 1 when one of ours got worse, relative to its baseline's change, by more than the threshold."
        )
        {
            before,
            after,
            threshold,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
                Run(
                    AnsiConsole.Console,
                    await Sample.ReadAsync(parsed.GetRequiredValue(before).FullName, cancellationToken),
                    await Sample.ReadAsync(parsed.GetRequiredValue(after).FullName, cancellationToken),
                    parsed.GetValue(threshold)
                )
        );
        return verb;
    }

    /// <returns>0; 1 when a figure got worse; 2 when there is nothing to compare.</returns>
    public static int Run(IAnsiConsole console, IReadOnlyList<Sample> before, IReadOnlyList<Sample> after, double threshold)
    {
        var comparisons = Comparison.Of(before, after);
        if (comparisons.Count == 0)
        {
            console.WriteLine("The files have no figure in common.");
            return 2;
        }

        var table = new Table();
        table.AddColumns("benchmark", "case", "subject", "before", "after", "change", "against its baseline", "");
        foreach (var one in comparisons)
        {
            table.AddRow(
                Markup.Escape(one.After.Benchmark),
                Markup.Escape(one.After.Case),
                Markup.Escape(one.After.Subject),
                Report.Number(one.Before.Median),
                $"{Report.Number(one.After.Median)} {Markup.Escape(one.After.Unit)}",
                Percent(one.Change),
                one.Worse <= 0 ? $"better by {Percent(-one.Worse)}" : $"worse by {Percent(one.Worse)}",
                one.IsRegression(threshold) ? "WORSE" : ""
            );
        }

        console.Write(table);
        return comparisons.Any(one => one.IsRegression(threshold)) ? 1 : 0;
    }

    private static string Percent(double share) => share.ToString("+0.0%;-0.0%;0.0%", CultureInfo.InvariantCulture);
}
