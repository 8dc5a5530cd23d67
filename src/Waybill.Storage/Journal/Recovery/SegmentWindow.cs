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

    public Segment Segment => _segment ?? throw new InvalidOperationException("No segment was chosen.");

    public void Choose(Segment segment)
    {
        _segment = segment;
        _count = 0;
    }

    /// <summary>The bytes at a position of the segment. The caller has bounded the length by the segment's end and the longest batch.</summary>
    public ReadOnlyMemory<byte> Fetch(long lsn, int length)
    {
        var offset = lsn - Segment.BaseLsn;
        if (offset < _start || offset + length > _start + _count)
        {
            if (length > _buffer.Length)
            {
                _buffer = GC.AllocateUninitializedArray<byte>(MaxBytes);
            }

            var wanted = (int)Math.Min(_buffer.Length, Segment.Header.SegmentBytes - offset);
            var read = Segment.File.Read(offset, _buffer.AsSpan(0, wanted));
            _buffer.AsSpan(read, wanted - read).Clear();
            _start = offset;
            _count = wanted;
        }
        return _buffer.AsMemory((int)(offset - _start), length);
    }
}
