using System.Globalization;
using System.Text.Json.Nodes;
using Waybill.Cli.Journals;
using Waybill.Storage.Inspection;
using static Waybill.Cli.Output.VerifyOutput;

namespace Waybill.Cli.Output;

/// <summary>How much of what lies in a folder.</summary>
internal static class StatsOutput
{
    public static JsonObject Json(JournalFolder folder, FolderReading reading, FolderStats stats) =>
        new()
        {
            ["folder"] = folder.Name,
            ["whole"] = reading.IsWhole,
            ["bytes"] = stats.Files.Sum(static file => file.Bytes),
            ["segmentBytes"] = folder.SegmentBytes,
            ["firstLsn"] = reading.FirstLsn,
            ["endLsn"] = reading.End?.KnownLsn,
            ["closed"] = reading.End?.KnownIsClosed,
            ["records"] = reading.Records,
            ["recovery"] = new JsonObject
            {
                ["checkpoint"] = reading.Checkpoint?.Name,
                ["checkpointBytes"] = reading.Checkpoint?.ContentBytes ?? 0,
                ["records"] = reading.Recovered.Records,
                ["recordBytes"] = reading.Recovered.Bytes,
            },
            ["files"] = new JsonArray([
                .. stats.Files.Select(static file => new JsonObject
                {
                    ["name"] = file.Name,
                    ["kind"] = file.Kind,
                    ["bytes"] = file.Bytes,
                }),
            ]),
            ["live"] = new JsonArray([
                .. stats.Live.Select(static live => new JsonObject
                {
                    ["segment"] = live.Name,
                    ["records"] = live.Records,
                    ["bytes"] = live.Bytes,
                }),
            ]),
            ["checkpoints"] = new JsonArray([
                .. folder.Checkpoints.Select(static checkpoint => new JsonObject
                {
                    ["name"] = checkpoint.Name,
                    ["lsn"] = checkpoint.Lsn,
                    ["readable"] = checkpoint.IsReadable,
                    ["contentBytes"] = checkpoint.ContentBytes,
                }),
            ]),
            ["queues"] = new JsonArray([
                .. stats.Queues.Select(static queue => new JsonObject
                {
                    ["name"] = queue.Name,
                    ["ready"] = queue.Ready,
                    ["delayed"] = queue.Delayed,
                    ["parked"] = queue.Parked,
                    ["completed"] = queue.Totals.Completed,
                    ["retried"] = queue.Totals.Retried,
                    ["deadLettered"] = queue.Totals.DeadLettered,
                    ["discarded"] = queue.Totals.Discarded,
                    ["duplicatesSuppressed"] = queue.Totals.DuplicatesSuppressed,
                    ["oldest"] = queue.Oldest is { } time ? Time(time) : null,
                }),
            ]),
        };

    public static void Write(Report report, JournalFolder folder, FolderReading reading, FolderStats stats)
    {
        report.Table(
            "Files",
            ["kind", "files", "bytes"],
            stats
                .Files.GroupBy(static file => file.Kind)
                .Select(kind => new[] { kind.Key, Number(kind.Count()), Number(kind.Sum(static file => file.Bytes)) })
        );
        report.Table(
            "Needed by queues",
            ["segment", "records", "bytes"],
            stats.Live.Select(static live => new[] { live.Name, Number(live.Records), Number(live.Bytes) })
        );
        report.Table(
            "Checkpoints",
            ["file", "LSN", "content"],
            folder.Checkpoints.Select(static checkpoint =>
                new[] { checkpoint.Name, Number(checkpoint.Lsn), checkpoint.IsReadable ? Number(checkpoint.ContentBytes) : "damaged" }
            )
        );
        report.Table(
            "Queues",
            ["queue", "ready", "delayed", "parked", "completed", "retried", "dead-lettered", "discarded", "oldest"],
            stats.Queues.Select(static queue =>
                new[]
                {
                    queue.Name,
                    Number(queue.Ready),
                    Number(queue.Delayed),
                    Number(queue.Parked),
                    Number(queue.Totals.Completed),
                    Number(queue.Totals.Retried),
                    Number(queue.Totals.DeadLettered),
                    Number(queue.Totals.Discarded),
                    queue.Oldest is { } time ? Time(time) : "",
                }
            )
        );
        report.Line(
            $"{Count(reading.Records, "record")}, from LSN {(reading.FirstLsn is { } first ? Number(first) : "-")} to {(reading.End?.KnownLsn is { } end ? Number(end) : "-")}. Opening reads {Recovery(reading)}."
        );
        if (!reading.IsWhole)
        {
            report.Warning(
                $"{folder.Name} is damaged, and of what cannot be read only what other records tell of is counted. Run: waybill journal verify"
            );
        }
    }

    private static string Recovery(FolderReading reading) =>
        $"{(reading.Checkpoint is { } checkpoint ? $"{Count(checkpoint.ContentBytes, "byte")} of {checkpoint.Name} and " : "")}{Count(reading.Recovered.Records, "record")} of {Count(reading.Recovered.Bytes, "byte")}";

    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
