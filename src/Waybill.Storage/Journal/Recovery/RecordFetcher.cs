using System.Buffers;
using Waybill.Storage.Format;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Recovery;

/// <summary>Reads records by position, with their checks.</summary>
internal static class RecordFetcher
{
    /// <summary>Reads a record and what follows it; see <see cref="Journal.Read"/>.</summary>
    public static JournalRecord Read(SegmentSet segments, long end, long lsn, RecordBlock block, int bytes)
    {
        try
        {
            return ReadAtOnce(segments, end, lsn, block, bytes);
        }
        catch (StorageCorruptedException) when (bytes > JournalFormat.RecordHeaderBytes)
        {
            // It may be what follows that the medium does not give.
            return ReadAtOnce(segments, end, lsn, block, JournalFormat.RecordHeaderBytes);
        }
    }

    private static JournalRecord ReadAtOnce(SegmentSet segments, long end, long lsn, RecordBlock block, int bytes)
    {
        JournalRecord record;
        int heldBytes;
        while (!TryRead(segments, end, lsn, block.Empty(bytes), out record, out var requiredBytes, out heldBytes))
        {
            bytes = requiredBytes;
        }
        block.Set(lsn, heldBytes);
        return record;
    }

    /// <summary>Reads one record.</summary>
    /// <returns>False: the destination is too small, and must have the required bytes, as far as is known.</returns>
    public static bool TryRead(
        SegmentSet segments,
        long end,
        long lsn,
        Memory<byte> destination,
        out JournalRecord record,
        out int requiredBytes
    ) => TryRead(segments, end, lsn, destination, out record, out requiredBytes, out _);

    private static bool TryRead(
        SegmentSet segments,
        long end,
        long lsn,
        Memory<byte> destination,
        out JournalRecord record,
        out int requiredBytes,
        out int heldBytes
    )
    {
        var segment = segments.Find(lsn);
        if (lsn < 0 || lsn >= end || lsn < segment?.FirstBatchLsn || lsn % JournalFormat.RecordAlignment != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(lsn), lsn, $"No record can stand there: the journal ends at {end}.");
        }
        if (segment is null)
        {
            throw new StorageCorruptedException(segments.PathOf(lsn), 0, "the segment file is missing");
        }
        try
        {
            var most = Math.Min(end, segment.EndLsn) - lsn;
            return TryRead(segment, lsn, most, destination, out record, out requiredBytes, out heldBytes);
        }
        catch (IOException failure)
        {
            throw Medium.Unreadable(segment.Path, segment.OffsetOf(lsn), failure);
        }
        catch (Exception exception)
            when (exception is ObjectDisposedException or StorageCorruptedException && segments.Find(lsn) != segment)
        {
            // It was written anew meanwhile, and its file may be another segment's already.
            return TryRead(segments, end, lsn, destination, out record, out requiredBytes, out heldBytes);
        }
    }

    private static bool TryRead(
        Segment segment,
        long lsn,
        long most,
        Memory<byte> destination,
        out JournalRecord record,
        out int requiredBytes,
        out int heldBytes
    )
    {
        record = default;
        heldBytes = 0;
        requiredBytes = JournalFormat.RecordHeaderBytes;
        if (destination.Length < requiredBytes)
        {
            return false;
        }
        var offset = lsn - segment.BaseLsn;
        if (segment.Directory is { } directory && !TryLocate(segment, directory, lsn, out offset))
        {
            throw Damaged(segment, lsn);
        }
        // What is being written there is none of the reader's.
        var read = segment.File.Read(offset, destination.Span[..(int)Math.Min(destination.Length, most)]);
        ReadOnlySpan<byte> bytes = destination.Span[..read];
        if (!RecordHeader.TryRead(bytes, lsn, out var header) || header.PayloadBytes > most - JournalFormat.RecordHeaderBytes)
        {
            throw Damaged(segment, lsn);
        }
        requiredBytes = JournalFormat.RecordHeaderBytes + header.PayloadBytes;
        if (destination.Length < requiredBytes)
        {
            return false;
        }
        if (bytes.Length < requiredBytes || !header.Matches(bytes))
        {
            throw Damaged(segment, lsn);
        }
        // What follows in a sparse segment stands elsewhere by its position.
        heldBytes = segment.Directory is null ? read : Math.Min(read, JournalFormat.RecordBytes(header.PayloadBytes));
        record = new JournalRecord(lsn, header.Type, destination.Slice(JournalFormat.RecordHeaderBytes, header.PayloadBytes));
        return true;
    }

    // Goes through the headers of one block; where one of them is damaged, through all of it.
    private static bool TryLocate(Segment segment, SparseDirectory directory, long lsn, out long offset)
    {
        offset = 0;
        if (!directory.TryFind(lsn, out var start, out var length))
        {
            return false;
        }
        var block = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            ReadOnlySpan<byte> bytes = block.AsSpan(0, segment.File.Read(start, block.AsSpan(0, length)));
            for (var at = 0; at + JournalFormat.RecordHeaderBytes <= bytes.Length; )
            {
                var there = RecordHeader.LsnOf(bytes[at..]);
                if (!RecordHeader.TryRead(bytes[at..], there, out var header))
                {
                    break;
                }
                var recordBytes = JournalFormat.RecordBytes(header.PayloadBytes);
                if (there == lsn)
                {
                    if (recordBytes > bytes.Length - at || !header.Matches(bytes[at..]))
                    {
                        // Or another's position reads as this one.
                        break;
                    }
                    offset = start + at;
                    return true;
                }
                at += recordBytes;
            }
            var isFound = BlockSearch.TryFind(bytes, lsn, out var found);
            offset = start + found;
            return isFound;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static StorageCorruptedException Damaged(Segment segment, long lsn) =>
        new(
            segment.Path,
            segment.OffsetOf(lsn),
            segment.Directory is null ? "no whole record stands there" : $"it holds no whole record of LSN {lsn}"
        );
}
