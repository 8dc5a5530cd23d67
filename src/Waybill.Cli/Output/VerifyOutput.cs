using System.Globalization;
using System.Text.Json.Nodes;
using Waybill.Cli.Journals;
using Waybill.Storage.Inspection;

namespace Waybill.Cli.Output;

/// <summary>What a folder's check found.</summary>
internal static class VerifyOutput
{
    public static JsonObject Json(JournalFolder folder, FolderReading reading) =>
        new()
        {
            ["folder"] = folder.Name,
            ["whole"] = reading.IsWhole,
            ["understood"] = !reading.CannotBeUnderstood,
            ["segments"] = folder.Segments.Count,
            ["sparseSegments"] = folder.Segments.Count(static segment => segment.IsSparse),
            ["checkpoints"] = folder.Checkpoints.Count,
            ["batches"] = reading.Batches,
            ["records"] = reading.Records,
            ["firstLsn"] = reading.FirstLsn,
            ["endLsn"] = reading.End?.KnownLsn,
            ["closed"] = reading.End?.KnownIsClosed,
            ["tail"] = Tail(reading.End),
            ["damage"] = new JsonArray([.. reading.Damage.Select(Json)]),
            ["lost"] = new JsonArray([.. reading.Lost.Select(LostOutput.Json)]),
            ["mayHaveHeldMore"] = reading.MayHaveHeldMore,
            ["refused"] = reading.IsWhole ? null : RepairRefusal.Of(folder, reading),
        };

    public static IEnumerable<string> Text(JournalFolder folder, FolderReading reading)
    {
        var sparse = folder.Segments.Count(static segment => segment.IsSparse);
        var state =
            reading.CannotBeUnderstood ? "cannot be understood by this version of Waybill"
            : reading.IsWhole ? "is whole"
            : "is damaged";
        yield return $"{folder.Name} {state}: {Count(folder.Segments.Count, "segment")} ({Number(sparse)} sparse), {Count(folder.Checkpoints.Count, "checkpoint")}, {Count(reading.Records, "whole record")} in {Count(reading.Batches, "batch", "batches")}.";
        foreach (var line in reading.Damage.SelectMany(Text))
        {
            yield return line;
        }

        foreach (var line in LostOutput.Text(reading.Lost))
        {
            yield return line;
        }

        var refusal = reading.IsWhole ? null : RepairRefusal.Of(folder, reading);
        foreach (var line in refusal is null ? LostOutput.More(folder, reading) : [])
        {
            yield return line;
        }

        yield return Text(reading.End);
        if (refusal is not null)
        {
            yield return $"{folder.Name} cannot be repaired: {refusal}.";
        }
        else if (!reading.IsWhole)
        {
            yield return $"Restore a backup; without one, see what a repair would save: waybill journal repair {folder.Name} --dry-run";
        }
    }

    /// <summary>A place, and what may have stood there.</summary>
    public static IEnumerable<string> Text(FoundDamage damage)
    {
        yield return Text(damage.Place);
        foreach (var message in damage.Messages)
        {
            yield return $"    It may have held message {message.Id} of type {message.Type} for {string.Join(", ", message.Queues)}: so it stands there, and no checksum confirms it.";
        }
    }

    public static string Text(LogDamage place)
    {
        // What is wrong with something that can be read does not end there.
        var again = place.ReadableAgainFrom is { } lsn && lsn > place.Lsn ? $" Readable again from LSN {Number(lsn)}." : "";
        return $"  {place.File}, byte {Number(place.Offset)} (LSN {Number(place.Lsn)}): {place.Reason}.{again}";
    }

    public static string Text(LogEnd? end) =>
        end switch
        {
            null => "Where the log ends cannot be told.",
            { Unknown: { } why, Lsn: 0 } => $"Where the log ended cannot be told: {why}.",
            { Unknown: { } why } => $"The log can be read up to LSN {Number(end.Lsn)}. Where it ended cannot be told: {why}.",
            { TailBytes: > 0 } =>
                $"The log ends at LSN {Number(end.Lsn)}. Behind it are {Number(end.TailBytes)} bytes of writes that a crash cut short: no damage, and opening overwrites them. If one was confirmed, the disk has lost it.",
            { IsTorn: true } =>
                $"The log ends at LSN {Number(end.Lsn)}, in a batch that a crash cut short: no damage, and opening cuts it. If what it lacks was confirmed, the disk has lost it.",
            { IsClosed: true } => $"The log ends at LSN {Number(end.Lsn)}, and was closed cleanly.",
            _ => $"The log ends at LSN {Number(end.Lsn)}; it was not closed.",
        };

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Count(long count, string one, string? many = null) => $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    public static JsonObject Json(FoundDamage damage) =>
        new()
        {
            ["file"] = damage.Place.File,
            ["offset"] = damage.Place.Offset,
            ["lsn"] = damage.Place.Lsn,
            ["reason"] = damage.Place.Reason,
            ["readableAgainFrom"] = damage.Place.ReadableAgainFrom,
            ["unconfirmedMessages"] = new JsonArray([
                .. damage.Messages.Select(message => new JsonObject
                {
                    ["lsn"] = message.Lsn,
                    ["index"] = message.Index,
                    ["id"] = message.Id.ToString(),
                    ["type"] = message.Type,
                    ["queues"] = new JsonArray([.. message.Queues.Select(queue => JsonValue.Create(queue))]),
                }),
            ]),
        };

    private static JsonObject? Tail(LogEnd? end) =>
        end is { NeedsCut: true }
            ? new JsonObject
            {
                ["file"] = end.File,
                ["lsn"] = end.Lsn,
                ["bytes"] = end.TailBytes,
            }
            : null;
}
