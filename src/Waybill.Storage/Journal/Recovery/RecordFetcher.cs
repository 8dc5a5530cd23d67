using Waybill.Storage.Format;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Recovery;

/// <summary>Reads single records by position, with their checks.</summary>
internal static class RecordFetcher
{
    public static bool TryRead(
        SegmentSet segments,
        long end,
        long lsn,
        Memory<byte> destination,
        out JournalRecord record,
        out int requiredBytes
    )
    {
        var segment = segments.Find(lsn);
        if (lsn < 0 || lsn >= end || lsn < segment?.FirstBatchLsn || lsn % JournalFormat.RecordAlignment != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(lsn), lsn, $"No record can stand there: the journal ends at {end}.");
        }
        if (segment is null)
        {
            throw new StorageCorruptedException(segments.PathOf(lsn), 0, "the segment file is missing", lsn);
        }
        record = default;
        requiredBytes = JournalFormat.RecordHeaderBytes;
        if (destination.Length < requiredBytes)
        {
            return false;
        }
        var read = segment.File.Read(lsn - segment.BaseLsn, destination.Span);
        ReadOnlySpan<byte> bytes = destination.Span[..read];
        if (
            !RecordHeader.TryRead(bytes, lsn, out var header)
            || header.PayloadBytes > segment.EndLsn - lsn - JournalFormat.RecordHeaderBytes
        )
        {
            throw Damaged(segments, segment, lsn);
        }
        requiredBytes = JournalFormat.RecordHeaderBytes + header.PayloadBytes;
        if (destination.Length < requiredBytes)
        {
            return false;
        }
        if (bytes.Length < requiredBytes || !header.Matches(bytes))
        {
            throw Damaged(segments, segment, lsn);
        }
        record = new JournalRecord(lsn, header.Type, destination.Slice(JournalFormat.RecordHeaderBytes, header.PayloadBytes));
        return true;
    }

    private static StorageCorruptedException Damaged(SegmentSet segments, Segment segment, long lsn) =>
        new(segments.PathOf(segment), lsn - segment.BaseLsn, "no whole record stands there", lsn);
}
