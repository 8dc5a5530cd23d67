using System.Text.Json.Nodes;
using Waybill.Cli.Journals;
using static Waybill.Cli.Output.VerifyOutput;

namespace Waybill.Cli.Output;

/// <summary>The messages that are lost, one by one and in all.</summary>
internal static class LostOutput
{
    public static JsonObject Json(LostMessage lost) =>
        new()
        {
            ["queue"] = lost.Queue,
            ["lsn"] = lost.Lsn,
            ["index"] = lost.Index,
            ["id"] = lost.Id?.ToString(),
            ["onlyHistory"] = lost.OnlyHistory,
            ["segmentGone"] = lost.IsSegmentGone,
        };

    /// <summary>A line for each, and one for all of them; nothing when there are none.</summary>
    public static IEnumerable<string> Text(IReadOnlyList<LostMessage> all)
    {
        foreach (var lost in all)
        {
            yield return Text(lost);
        }

        if (all.Count > 0)
        {
            yield return Total(all);
        }
    }

    /// <summary>What is lost besides and nobody can list; null for nothing.</summary>
    public static string? More(FolderReading reading) =>
        reading.MayHaveHeldMore
            ? "  Damage behind the newest checkpoint may have held more: messages that nothing else tells of are lost, and those whose settlement is lost come again."
            : null;

    private static string Text(LostMessage lost)
    {
        var id = lost.Id is { } known ? $"message {known}" : "a message";
        return lost.OnlyHistory
            ? $"  {lost.Queue}: the history of {id} (LSN {Number(lost.Lsn)}, {Number(lost.Index)}) cannot be read; the message can."
            : $"  {lost.Queue}: {id} (LSN {Number(lost.Lsn)}, {Number(lost.Index)}) is needed and cannot be read.";
    }

    private static string Total(IReadOnlyList<LostMessage> all)
    {
        string[] what =
        [
            InQueues("", all.Where(static lost => !lost.OnlyHistory)),
            InQueues("the history of ", all.Where(static lost => lost.OnlyHistory)),
        ];
        var unknown = all.Where(static lost => lost.Id is null).ToLookup(static lost => lost.IsSegmentGone);
        return $"  Lost in all: {string.Join(", and ", what.Where(static part => part.Length > 0))}.{Unknown(unknown[true], "the segment file is gone")}{Unknown(unknown[false], "too little is left of the record")}";
    }

    private static string InQueues(string what, IEnumerable<LostMessage> lost)
    {
        var queues = lost.CountBy(static message => message.Queue).Select(static queue => $"{queue.Key}: {Number(queue.Value)}");
        return Messages(lost) is var count and > 0 ? $"{what}{Count(count, "message")} ({string.Join(", ", queues)})" : "";
    }

    private static string Unknown(IEnumerable<LostMessage> lost, string reason) =>
        Messages(lost) is var count and > 0 ? $" {Count(count, "id")} cannot be told: {reason}." : "";

    // One may be lost to many queues.
    private static int Messages(IEnumerable<LostMessage> lost) => lost.DistinctBy(static message => (message.Lsn, message.Index)).Count();
}
