using System.Globalization;
using Spectre.Console;

namespace Waybill.Benchmarks.Harness;

/// <summary>The table on the screen.</summary>
internal static class Report
{
    public static void Write(IAnsiConsole console, Suite suite, IReadOnlyList<Series> series)
    {
        foreach (var one in series.GroupBy(static one => one.Case))
        {
            var baseline = one.FirstOrDefault(subject => subject.Subject == suite.Baseline);
            var table = new Table { Title = new TableTitle($"{suite.Benchmark} · {one.Key}") };
            table.AddColumn("subject");
            foreach (
                var column in (string[])[$"median {one.First().Unit ?? suite.Unit}", "min..max", $"× {suite.Baseline}", "bytes allocated"]
            )
            {
                table.AddColumn(new TableColumn(Markup.Escape(column)).RightAligned().NoWrap());
            }

            foreach (var subject in one)
            {
                table.AddRow(
                    Markup.Escape(subject.Subject),
                    Number(subject.Median),
                    $"{Number(subject.Min)}..{Number(subject.Max)}",
                    baseline is null ? "" : (subject.Median / baseline.Median).ToString("0.000", CultureInfo.InvariantCulture),
                    Number(subject.Allocated)
                );
            }

            console.Write(table);
        }
    }

    /// <summary>Three digits that matter, and thousands grouped.</summary>
    public static string Number(double value) =>
        value.ToString(
            Math.Abs(value) switch
            {
                >= 100 => "N0",
                >= 10 => "N1",
                _ => "0.000",
            },
            CultureInfo.InvariantCulture
        );
}
