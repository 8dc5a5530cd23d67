using System.Text.Json.Nodes;
using Waybill.Cli.Journals;
using Waybill.Storage.Inspection;
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
            ["idConfirmed"] = lost.IsIdConfirmed,
            ["onlyHistory"] = lost.OnlyHistory,
            ["segmentGone"] = lost.IsSegmentGone,
        };

    /// <summary>A line for each that has no neighbours and for each row of them, and one for all; nothing when there are none.</summary>
    public static IEnumerable<string> Text(IReadOnlyList<LostMessage> all)
    {
        for (var (first, next) = (0, 1); first < all.Count; next++)
        {
            if (next == all.Count || !IsOneRow(all[first], all[next]))
            {
                yield return Text(all[first], all[next - 1], next - first);
                first = next;
            }
        }

        if (all.Count > 0)
        {
            yield return Total(all);
        }
    }

    /// <summary>What is lost besides and nobody can list, and what helps to find it.</summary>
    public static IEnumerable<string> More(JournalFolder folder, FolderReading reading)
    {
        if (reading.MayHaveHeldMore)
        {
            yield return "  Damage behind the newest checkpoint may have held more: messages that nothing else tells of are lost, and those whose settlement is lost come again.";
        }

        if (reading.HasProducers && (reading.MayHaveHeldMore || reading.Lost.Any(static lost => lost.Id is null)))
        {
            yield return $"  Producers number what they publish: waybill journal dump {folder.Name} shows the sequences of what is left, and what was sent with one between two of them may be lost.";
        }
    }

    // All of what is told of the first is true of the whole row.
    private static bool IsOneRow(LostMessage first, LostMessage next) =>
        next.IsJoined
        && next.OnlyHistory == first.OnlyHistory
        && next.Id is null == first.Id is null
        && next.IsIdConfirmed == first.IsIdConfirmed;

    private static string Text(LostMessage first, LostMessage last, int count)
    {
        if (count == 1)
        {
            return Text(first);
        }

        var places = $"LSN {Number(first.Lsn)}, {Number(first.Index)} to LSN {Number(last.Lsn)}, {Number(last.Index)}";
        var row =
            first.Id is null ? $"{Number(count)} messages ({places})"
            : first.IsIdConfirmed ? $"{Number(count)} messages, {first.Id} to {last.Id} ({places}),"
            : $"{Number(count)} messages ({places}; {Perhaps($"{first.Id} to {last.Id}")})";
        var rest = first.Id is not null && count > 2 ? "; --json lists each" : "";
        return first.OnlyHistory
            ? $"  {first.Queue}: the histories of {row} cannot be read; the messages can{rest}."
            : $"  {first.Queue}: {row} are needed and cannot be read{rest}.";
    }

    private static string Text(LostMessage lost)
    {
        var place = $"LSN {Number(lost.Lsn)}, {Number(lost.Index)}";
        var message =
            lost.Id is null ? $"a message ({place})"
            : lost.IsIdConfirmed ? $"message {lost.Id} ({place})"
            : $"a message ({place}; {Perhaps($"{lost.Id}")})";
        return lost.OnlyHistory
            ? $"  {lost.Queue}: the history of {message} cannot be read; the message can."
            : $"  {lost.Queue}: {message} is needed and cannot be read.";
    }

    private static string Perhaps(string ids) => $"perhaps {ids}: so it stands in the damaged record";

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
