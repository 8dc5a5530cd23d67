using Waybill.Storage.Segments;

namespace Waybill.Storage.Inspection;

/// <summary>Bytes that do not read back as they were written, or that a newer build wrote.</summary>
/// <param name="File">The file's name, without a path.</param>
/// <param name="Offset">Where in the file it begins.</param>
/// <param name="Lsn">The position there.</param>
/// <param name="ReadableAgainFrom">The next position that can be read in this file; null when that is not known.</param>
/// <param name="Reason">What is wrong, as part of a sentence.</param>
/// <param name="IsNewer">It is whole, and of a version that this build does not know: nobody may take it for lost.</param>
internal sealed record LogDamage(string File, long Offset, long Lsn, long? ReadableAgainFrom, string Reason, bool IsNewer = false)
{
    /// <summary>From where on nothing can be read: before <see cref="Lsn"/> where a file ends within a record. Null when nothing of the log is lost.</summary>
    public long? UnreadFrom { get; init; } = Lsn;

    /// <summary>What a newer build wrote.</summary>
    /// <param name="file">The file's name, without a path.</param>
    /// <param name="offset">Where in the file it begins.</param>
    /// <param name="lsn">The position there.</param>
    /// <param name="readableAgainFrom">The next position that can be read in this file; null when that is not known.</param>
    /// <param name="what">What tells so, as part of a sentence.</param>
    public static LogDamage Newer(string file, long offset, long lsn, long? readableAgainFrom, string what) =>
        new(file, offset, lsn, readableAgainFrom, $"it cannot be understood: written by a newer Waybill ({what})", IsNewer: true);

    /// <summary>A file that is shorter than all segments are.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="unreadFrom">From where on something of the log may be lost; null when what is cut off held nothing of it.</param>
    public static LogDamage CutShort(Segment segment, long? unreadFrom)
    {
        var length = segment.File.Length;
        var left =
            unreadFrom is not { } lsn ? "what is cut off held nothing of the log"
            : lsn <= segment.FirstBatchLsn ? "nothing of the log in it can be read"
            : $"it can be read up to LSN {lsn}";
        return new LogDamage(
            segment.Name,
            length,
            segment.BaseLsn + length,
            null,
            $"{SegmentSet.CutShort(segment.Header.SegmentBytes)}; {left}"
        )
        {
            UnreadFrom = unreadFrom,
        };
    }
}
