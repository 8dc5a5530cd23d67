using System.Collections;
using Waybill.Storage.Format;

namespace Waybill.Storage;

/// <summary>
/// Bytes of the log that were read at once, and the records that lie in them: what is read in order costs one read of the disk for many records. What has been written
/// never changes, so neither does what was found here. For one thread.
/// </summary>
internal sealed class RecordBlock
{
    /// <summary>What most records have room in.</summary>
    public const int LeastBytes = 4096;

    // From here on reading more at once gains nothing. Only a record that is larger makes a block larger.
    private const int MostBytes = 256 * 1024;

    // Between two records that somebody reads in order may stand some that he does not need.
    private const int MostBetween = 64 * 1024;

    // Where a record was found to match its checksum: one that holds many messages is asked for as often.
    private readonly BitArray _checked = new(0);
    private byte[] _usual = [];
    private byte[] _large = [];
    private byte[] _bytes = [];
    private int _length;

    /// <summary>The position of its first byte.</summary>
    public long Lsn { get; private set; }

    /// <summary>Finds a record that lies in the block whole; it is valid until the block is read anew.</summary>
    /// <returns>False: it does not, or what lies there is damaged, which only reading it anew can tell.</returns>
    public bool TryGet(long lsn, out JournalRecord record)
    {
        record = default;
        var at = lsn - Lsn;
        if (at < 0 || at >= _length)
        {
            return false;
        }

        ReadOnlySpan<byte> bytes = _bytes.AsSpan((int)at, _length - (int)at);
        if (!RecordHeader.TryRead(bytes, lsn, out var header) || bytes.Length - JournalFormat.RecordHeaderBytes < header.PayloadBytes)
        {
            return false;
        }

        var place = (int)at / JournalFormat.RecordAlignment;
        if (!_checked[place])
        {
            if (!header.Matches(bytes))
            {
                return false;
            }

            _checked[place] = true;
        }

        record = new JournalRecord(lsn, header.Type, _bytes.AsMemory((int)at + JournalFormat.RecordHeaderBytes, header.PayloadBytes));
        return true;
    }

    /// <summary>Whether one large record alone is in it.</summary>
    public bool IsLarge => _length > MostBytes;

    /// <summary>Whether who reads in order comes to a position after what was read last.</summary>
    /// <param name="lsn">The position.</param>
    /// <param name="bytes">How much to read there: more each time.</param>
    public bool IsContinuedAt(long lsn, out int bytes)
    {
        // What a large record alone made so long says nothing about the next one.
        var continues = _length > 0 && !IsLarge && lsn > Lsn && lsn - Lsn < _length + MostBetween;
        bytes = continues ? Math.Clamp(2 * _length, LeastBytes, MostBytes) : LeastBytes;
        return continues;
    }

    /// <summary>Room to read into; until <see cref="Set"/> the block holds nothing.</summary>
    public Memory<byte> Empty(int bytes)
    {
        _length = 0;
        ref var kept = ref bytes <= MostBytes ? ref _usual : ref _large;
        if (kept.Length < bytes)
        {
            kept = GC.AllocateUninitializedArray<byte>(bytes);
        }

        _bytes = kept;
        return _bytes.AsMemory(0, bytes);
    }

    /// <summary>So many bytes of the log were read into it.</summary>
    public void Set(long lsn, int length)
    {
        (Lsn, _length) = (lsn, length);
        _checked.Length = (length + JournalFormat.RecordAlignment - 1) / JournalFormat.RecordAlignment;
        _checked.SetAll(false);
    }
}
