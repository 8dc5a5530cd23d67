using Waybill.Storage.Format;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Recovery;

/// <summary>
/// Reads a segment through one buffer. What a file lacks at its end (it was whole when it was opened) reads as zeros.
/// </summary>
internal sealed class SegmentWindow
{
    // Enough for many small batches; where there is a longer one, twice the longest, so that few are read twice.
    private const int UsualBytes = 256 * 1024;
    private const int MaxBytes = 2 * JournalFormat.MaxBatchBytes;
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(UsualBytes);
    private Segment? _segment;
    private long _start;
    private int _count;
    private bool _readsAhead;

    public Segment Segment => _segment ?? throw new InvalidOperationException("No segment was chosen.");

    public void Choose(Segment segment)
    {
        _segment = segment;
        _count = 0;
        _readsAhead = true;
    }

    /// <summary>The bytes at a position of the segment. The caller has bounded the length by the segment's end and the longest batch.</summary>
    /// <exception cref="StorageCorruptedException">The medium does not give them.</exception>
    public ReadOnlyMemory<byte> Fetch(long lsn, int length)
    {
        var offset = lsn - Segment.BaseLsn;
        if (offset < _start || offset + length > _start + _count)
        {
            if (length > _buffer.Length)
            {
                _buffer = GC.AllocateUninitializedArray<byte>(MaxBytes);
            }

            _start = offset;
            _count = 0;
            _count = ReadAt(lsn, length, (int)Math.Min(_buffer.Length, Segment.Header.SegmentBytes - offset));
        }
        return _buffer.AsMemory((int)(offset - _start), length);
    }

    /// <summary>Reads the header of the batch at a position; false when none of this version stands there.</summary>
    public bool TryReadBatch(long lsn, out BatchHeader header)
    {
        header = default;
        var room = Segment.EndLsn - lsn;
        return room >= JournalFormat.BatchAlignment
            && BatchHeader.TryRead(Fetch(lsn, JournalFormat.BatchHeaderBytes).Span, Segment.Seed, lsn, room, out header);
    }

    /// <summary>Whether a newer build wrote the batch at a position.</summary>
    public bool IsNewerBatch(long lsn) =>
        Segment.EndLsn - lsn >= JournalFormat.BatchAlignment
        && BatchHeader.IsNewer(Fetch(lsn, JournalFormat.BatchHeaderBytes).Span, Segment.Seed);

    private int ReadAt(long lsn, int length, int ahead)
    {
        var wanted = _readsAhead ? ahead : length;
        try
        {
            var read = Segment.Read(lsn, _buffer.AsSpan(0, wanted));
            _buffer.AsSpan(read, wanted - read).Clear();
            return wanted;
        }
        catch (StorageCorruptedException) when (wanted > length)
        {
            // What is behind may never be asked for: the log may end before it. A medium takes its time for what it cannot give, so it is tried once.
            _readsAhead = false;
            return ReadAt(lsn, length, length);
        }
    }
}
