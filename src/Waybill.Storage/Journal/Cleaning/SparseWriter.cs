using Waybill.Storage.Devices;
using Waybill.Storage.Format;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Cleaning;

/// <summary>
/// Writes a segment anew with some of its records, each under the position that it had, and gives the new file the old one's name when it is whole and durable.
/// </summary>
internal sealed class SparseWriter(IStorageDevice device, Func<ulong> salt)
{
    private const int BufferBytes = 256 * 1024;

    // Made when it is needed: most journals that are opened never clean.
    private byte[] _buffer = [];
    private int _filled;
    private long _written;

    /// <param name="segmentBytes">The size of the journal's segments.</param>
    /// <param name="baseLsn">Which segment it is.</param>
    /// <param name="records">The records, in order, each once; at least one. Each need be valid only until the next is asked for.</param>
    public Segment Write(long segmentBytes, long baseLsn, IEnumerable<JournalRecord> records)
    {
        var header = new SegmentHeader(segmentBytes, baseLsn, salt(), SegmentKind.Sparse);
        var name = SegmentHeader.FileName(baseLsn);
        var temporary = name + SegmentHeader.PreparingExtension;
        var file = device.Create(temporary, JournalFormat.SegmentHeaderBytes);
        try
        {
            var head = new byte[JournalFormat.SegmentHeaderBytes];
            var seed = header.Write(head);
            var blocks = WriteRecords(file, seed, records);
            var directory = SparseDirectory.Create(blocks, seed, out var place, out var bytes);
            place.CopyTo(head, SparseDirectory.PlaceAt);
            file.Write(_written, bytes);
            file.Write(0, head);
            file.Sync();
            device.Rename(temporary, name);
            device.SyncDirectory();
            return new Segment(header, seed, device.Name, file) { Directory = directory };
        }
        catch
        {
            file.Dispose();
            // On a full disk it is the space that is missing.
            new FirstFailure().Try(() => device.Delete(temporary));
            throw;
        }
    }

    private List<(long First, int Length)> WriteRecords(IStorageFile file, uint seed, IEnumerable<JournalRecord> records)
    {
        var blocks = new List<(long First, int Length)>();
        var (first, length, chain) = (-1L, 0, seed);
        (_filled, _written) = (0, JournalFormat.SegmentHeaderBytes);
        _buffer = _buffer.Length == 0 ? new byte[BufferBytes] : _buffer;
        foreach (var record in records)
        {
            if (length >= SparseDirectory.BlockBytes)
            {
                blocks.Add((first, length));
                length = 0;
            }
            first = length == 0 ? record.Lsn : first;
            length += WriteRecord(file, record, ref chain);
        }
        blocks.Add((first, length));
        Flush(file);
        return blocks;
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
