using Waybill.Storage.Inspection;

namespace Waybill.Cli.Journals;

/// <summary>Why a folder cannot be repaired: what is lost of it could not be told.</summary>
internal static class RepairRefusal
{
    private const string Lost =
        "what was settled and what not is nowhere else, so that what is lost cannot be told. Restore a backup; what is left can be read with: waybill journal dump";

    /// <summary>The reason, as part of a sentence; null when the folder can be repaired, or need not.</summary>
    public static string? Of(JournalFolder folder, FolderReading reading) =>
        reading.CannotBeUnderstood ? "something in it is whole and cannot be understood: use the version of Waybill that wrote it"
        : folder.SegmentBytes == 0 ? "no segment and no checkpoint tells the size of the segments"
        : reading.Checkpoint is { } checkpoint ? OfLetGo(folder, checkpoint)
        : !IsWhole(folder) ? $"no checkpoint can be read, and the log cannot be read from its beginning: {Lost}"
        : null;

    // Newer checkpoints that cannot be read allowed a part of the log to go that the one that can be read needs: the journal does not open the folder either.
    private static string? OfLetGo(JournalFolder folder, InspectedCheckpoint checkpoint)
    {
        var letGoTo = folder.LetGoBefore - (folder.LetGoBefore % folder.SegmentBytes);
        var whole = WholeIn(folder);
        var from = FirstNotIn(whole, checkpoint.Lsn - (checkpoint.Lsn % folder.SegmentBytes), folder.SegmentBytes);
        if (from >= letGoTo)
        {
            return null;
        }

        var to = whole.Where(baseLsn => baseLsn > from).Append(letGoTo).Min();
        var newer = folder.Checkpoints.Where(other => other.Lsn > checkpoint.Lsn).Select(static other => other.Name);
        return $"the newest checkpoint that can be read is {checkpoint.Name}, and of the log behind it nothing, or only some records, can be read from LSN {from} to LSN {to}; the newer ones ({string.Join(", ", newer)}) allowed that part to go and cannot be read: {Lost}";
    }

    // From its beginning, and to the last one without a gap.
    private static bool IsWhole(JournalFolder folder) =>
        folder.Segments.Count > 0 && FirstNotIn(WholeIn(folder), 0, folder.SegmentBytes) == folder.Segments.Count * folder.SegmentBytes;

    // Of a sparse one only some records are left, and what cannot be read at all may be one: what outcomes settled is nowhere else.
    private static HashSet<long> WholeIn(JournalFolder folder) =>
        [
            .. folder
                .Segments.Where(static segment => segment is { IsSparse: false, Segment: not null })
                .Select(static segment => segment.BaseLsn),
        ];

    private static long FirstNotIn(HashSet<long> bases, long from, long segmentBytes)
    {
        while (bases.Contains(from))
        {
            from += segmentBytes;
        }

        return from;
    }
}
