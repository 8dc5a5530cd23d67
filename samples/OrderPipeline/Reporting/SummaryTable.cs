using System.Globalization;
using OrderPipeline.Running;
using Spectre.Console;
using Waybill.Transports;

namespace OrderPipeline.Reporting;

/// <summary>The summary that a person reads.</summary>
internal static class SummaryTable
{
    /// <param name="console">Where it goes.</param>
    /// <param name="result">What the run came to.</param>
    /// <param name="dataFolder">The folder that is kept; null for none.</param>
    public static void Write(IAnsiConsole console, RunResult result, string? dataFolder)
    {
        console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"This run: {Counts.Of(result.Published, "order", "orders")} published, {Counts.Of(result.Malformed, "malformed line", "malformed lines")}, every queue drained in {result.Elapsed.TotalSeconds:0.0} s."
            )
        );
        Write(console, result.Queues);
        if (result.Queues.First(static queue => queue.Name == Orders.Dead).Ready is > 0 and var dead)
        {
            console.WriteLine(
                $"{Counts.Of(dead, "dead letter", "dead letters")} in {Orders.Dead}: "
                    + (
                        dataFolder is null
                            ? "a run with --data DIR keeps them, and --data DIR --inspect shows each with its reason."
                            : $"--data {dataFolder} --inspect shows each with its reason."
                    )
            );
        }
    }

    public static void Write(IAnsiConsole console, IReadOnlyList<QueueStatus> queues)
    {
        console.WriteLine("The queues over the folder's life:");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("queue").NoWrap());
        foreach (var heading in (string[])["completed", "retried", "dead", "duplicates", "ready", "in flight"])
        {
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        }

        foreach (var queue in queues)
        {
            table.AddRow(
                Markup.Escape(queue.Name),
                Number(queue.Completed),
                Number(queue.Retried),
                Number(queue.DeadLettered),
                Number(queue.DuplicatesSuppressed),
                Number(queue.Ready + queue.Delayed + queue.Parked),
                Number(queue.InFlight)
            );
        }

        console.Write(table);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
