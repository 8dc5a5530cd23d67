using Waybill.Storage.Append;
using Waybill.Storage.Format;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Commit;

/// <summary>
/// Puts batches into segments: header, one write, a sync when asked, the roll into the next segment. Owned by the writer thread, except
/// for <see cref="WrittenEnd"/> and <see cref="Frontier"/>.
/// </summary>
internal sealed class LogWriter
{
    private readonly SegmentSet _segments;
    private readonly SegmentPreparer _preparer;
    private readonly SegmentFiller _filler;
    private readonly Appender _appender;
    private readonly DiskRoom _room;
    private readonly byte[] _sector = GC.AllocateArray<byte>(JournalFormat.BatchAlignment, pinned: true);
    private Segment _current;
    private Segment? _blank;
    private long _end;
    private long _frontier;
    private uint _chain;
    private bool _closed;

    /// <summary>Goes on where recovery ended.</summary>
    public LogWriter(
        SegmentSet segments,
        SegmentPreparer preparer,
        SegmentFiller filler,
        Appender appender,
        DiskRoom room,
        LogPosition position,
        bool closed
    )
    {
        _segments = segments;
        _preparer = preparer;
        _filler = filler;
        _appender = appender;
        _room = room;
        _current = segments.Find(position.SegmentBase)!;
        _end = position.Lsn;
        _frontier = position.Lsn;
        _chain = position.Chain;
        _closed = closed;
        _blank = segments.Find(_current.EndLsn);
    }

    /// <summary>The chain's start in the segment after the current one, where that is there already.</summary>
    public uint NextSeed => _blank?.Seed ?? 0;

    /// <summary>The segment after the current one was made by an earlier process, which did not come to use it.</summary>
    public bool HasNext => _blank is not null;

    /// <summary>Everything below has been written.</summary>
    public long WrittenEnd => Volatile.Read(ref _end);

    /// <summary>Everything below is durable.</summary>
    public long Frontier => Volatile.Read(ref _frontier);

    /// <summary>Writes a batch and makes it as durable as its appends asked.</summary>
    public void Commit(BatchBuffer batch)
    {
        if (_closed)
        {
            TakeBackEnd();
        }
        if (batch.Lsn >= _current.EndLsn)
        {
            Roll();
        }
        var header = new BatchHeader(BatchKind.Records, batch.Lsn, batch.Length, batch.RecordCount, _frontier, batch.ChainIn);
        header.Write(batch.Data, _current.Seed);
        var padded = JournalFormat.AlignBatch(batch.Length);
        batch.Data.AsSpan(batch.Length, padded - batch.Length).Clear();
        Write(batch.Lsn, batch.Data.AsSpan(0, padded));
        _chain = batch.ChainOut;
        Volatile.Write(ref _end, batch.Lsn + padded);
        if (batch.NeedsSync)
        {
            Sync(_end);
        }
    }

    /// <summary>Has the next segment made, once the current one is used up so far.</summary>
    public void PrepareNext()
    {
        if (_blank is null && _end - _current.BaseLsn > _current.Header.SegmentBytes / 8 && !_preparer.IsPreparing)
        {
            _preparer.Begin(_current.Header.SegmentBytes, _current.EndLsn);
        }
    }

    /// <summary>
    /// Makes everything durable and says so in a last header, so that after a clean close every byte counts as known to be durable.
    /// </summary>
    public void Close()
    {
        // On a full disk the last sectors are for what makes room, however often the journal is opened and closed there.
        var needed = JournalFormat.SealBytes + (_room.IsFull ? Appender.LastBytes : 0);
        if (_closed || _end + needed >= _current.EndLsn)
        {
            _current.File.Sync();
            return;
        }
        Sync(_end);
        WriteMark(BatchKind.End, _end);
        _current.File.Sync();
    }

    // The last life's mark says that nothing stands behind it, and must not survive, not even a power cut, beside something that does. What it says about
    // everything before it stays true.
    private void TakeBackEnd()
    {
        WriteMark(BatchKind.Close, _end - JournalFormat.BatchAlignment);
        _current.File.Sync();
        _closed = false;
    }

    private void Roll()
    {
        // The next segment exists, durably, before this one says that the log goes on there; and this one is whole before the next one has a batch.
        var next = _blank ?? _preparer.Take();
        if (_blank is null)
        {
            _segments.Add(next);
        }
        WriteMark(BatchKind.Seal, _end);
        Sync(next.FirstBatchLsn);
        _current = next;
        Volatile.Write(ref _end, next.FirstBatchLsn);
        _chain = next.Seed;
        _blank = _segments.Find(next.EndLsn);
        _appender.SetNextSegment(NextSeed, HasNext);
    }

    private void WriteMark(BatchKind kind, long lsn)
    {
        var header = new BatchHeader(kind, lsn, JournalFormat.BatchHeaderBytes, 0, Math.Min(_frontier, lsn), _chain);
        header.Write(_sector, _current.Seed);
        Write(lsn, _sector);
    }

    private void Write(long lsn, ReadOnlySpan<byte> bytes)
    {
        _filler.BeginWrite(lsn + bytes.Length);
        _current.File.Write(lsn - _current.BaseLsn, bytes);
    }

    private void Sync(long frontier)
    {
        _current.File.Sync();
        Volatile.Write(ref _frontier, frontier);
    }
}
