using Waybill.Storage.Devices;
using Waybill.Storage.Format;
using Waybill.Storage.Recovery;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Cleaning;

/// <summary>
/// Writes a segment anew with some of its records, each under the position that it had, and gives the new file the old one's name when it is whole and durable.
/// </summary>
internal sealed class SparseWriter(IStorageDevice device, SegmentSet segments, Func<ulong> salt)
{
    private const int BufferBytes = 256 * 1024;

    // As much as most records have: one that is larger once is no reason to read more than a record needs.
    private const int FirstBytes = 4096;

    private byte[] _record = new byte[FirstBytes];
    private byte[] _buffer = new byte[BufferBytes];
    private int _filled;
    private long _written;

    /// <param name="segment">The segment; it stays as it is.</param>
    /// <param name="positions">The records, in order, each once; at least one.</param>
    /// <exception cref="StorageCorruptedException">One of them cannot be read; nothing was changed.</exception>
    public Segment Write(Segment segment, IReadOnlyList<long> positions)
    {
        var header = new SegmentHeader(segment.Header.SegmentBytes, segment.BaseLsn, salt(), SegmentKind.Sparse);
        var temporary = segment.Name + SegmentHeader.PreparingExtension;
        var file = device.Create(temporary, JournalFormat.SegmentHeaderBytes);
        try
        {
            var head = new byte[JournalFormat.SegmentHeaderBytes];
            var seed = header.Write(head);
            var blocks = WriteRecords(file, seed, positions);
            var directory = SparseDirectory.Create(blocks, seed, out var place, out var bytes);
            place.CopyTo(head, SparseDirectory.PlaceAt);
            file.Write(_written, bytes);
            file.Write(0, head);
            file.Sync();
            device.Rename(temporary, segment.Name);
            device.SyncDirectory();
            return new Segment(header, seed, segment.Name, file) { Directory = directory };
        }
        catch
        {
            file.Dispose();
            // On a full disk it is the space that is missing.
            device.Delete(temporary);
            throw;
        }
    }

    private List<(long First, int Length)> WriteRecords(IStorageFile file, uint seed, IReadOnlyList<long> positions)
    {
        var blocks = new List<(long First, int Length)>();
        var (first, length, chain) = (positions[0], 0, seed);
        (_filled, _written) = (0, JournalFormat.SegmentHeaderBytes);
        foreach (var lsn in positions)
        {
            if (length >= SparseDirectory.BlockBytes)
            {
                blocks.Add((first, length));
                (first, length) = (lsn, 0);
            }
            length += WriteRecord(file, Read(lsn), ref chain);
        }
        blocks.Add((first, length));
        Flush(file);
        return blocks;
    }

    private JournalRecord Read(long lsn)
    {
        JournalRecord record;
        for (
            var bytes = FirstBytes;
            !RecordFetcher.TryRead(segments, long.MaxValue, lsn, _record.AsMemory(0, bytes), out record, out bytes);

        )
        {
            _record = _record.Length < bytes ? new byte[bytes] : _record;
        }
        return record;
    }

    private int WriteRecord(IStorageFile file, in JournalRecord record, ref uint chain)
    {
        var bytes = JournalFormat.RecordBytes(record.Payload.Length);
        if (_filled + bytes > _buffer.Length)
        {
            Flush(file);
            _buffer = bytes > _buffer.Length ? new byte[bytes] : _buffer;
        }
        var target = _buffer.AsSpan(_filled, bytes);
        target.Clear();
        record.Payload.Span.CopyTo(target[JournalFormat.RecordHeaderBytes..]);
        var state = Crc32C.Continue(Crc32C.Start, record.Payload.Span);
        chain = RecordHeader.Write(ref target[0], record.Payload.Length, record.Type, record.Lsn, chain, state);
        _filled += bytes;
        return bytes;
    }

    private void Flush(IStorageFile file)
    {
        file.Write(_written, _buffer.AsSpan(0, _filled));
        _written += _filled;
        _filled = 0;
    }
}
