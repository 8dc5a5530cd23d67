using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Waybill.Storage.Format;

namespace Waybill.Storage.Append;

/// <summary>
/// Where publishers meet: the filling buffer, the position and the chain of CRCs, all under one spin. Every member is safe for concurrent
/// use; <see cref="MakeBuffer"/>, <see cref="TryTake"/>, <see cref="TryIdle"/> and <see cref="SetNextSegment"/> belong to the writer thread, <see cref="OpenNextSegment"/> to the
/// one that prepares segments. No batch goes into a segment that is not there yet, so that the writer never waits for one, nor what makes room on a full disk for the writer.
/// </summary>
internal sealed class Appender
{
    // Below this a payload is copied under the spin; above, its place is reserved there and the copy is made outside.
    private const int LargeCopy = 1024;

    // Of the present segment, while there is no next one: marks for eight rounds of two checkpoints, should some fail.
    public const int LastBytes = 16 * JournalFormat.BatchAlignment;

    // One that fills and one that is written. A third would make the garbage collector run in a young process, just when the first message is handled.
    private const int UsuallyEnough = 2;

    private readonly BatchBuffer[] _free;
    private readonly RoomSignal _room = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly long _segmentBytes;
    private readonly int _bufferBytes;
    private readonly int _reserveBytes;
    private readonly int _minBatchBytes;
    private SpinGate _gate;
    private BatchBuffer? _active;
    private object? _spareState;
    private int _freeCount;
    private int _made;
    private bool _restricted;
    private bool _idle;
    private bool _stopped;
    private bool _full;
    private long _next;
    private long _segmentBase;
    private uint _chain;
    private LogPosition _afterLast;
    private uint _nextSegmentSeed;
    private bool _nextSegmentIsThere;

    public Appender(JournalOptions options, long segmentBytes)
    {
        _segmentBytes = segmentBytes;
        _bufferBytes = options.BufferBytes;
        _reserveBytes = options.ReserveBytes;
        _minBatchBytes = options.MinBatchBytes;
        _free = new BatchBuffer[options.BufferCount];
        MakeBuffer();
    }

    /// <summary>Records in the filling batch; a hint, read without the gate.</summary>
    public int WaitingRecords => Volatile.Read(ref _active)?.RecordCount ?? 0;

    /// <summary>Bytes in the filling batch; a hint, read without the gate.</summary>
    public int WaitingBytes => Volatile.Read(ref _active)?.Length ?? 0;

    /// <summary>Somebody found no room and waits.</summary>
    public bool HasRoomWaiters => _room.HasWaiters;

    /// <summary>There is no next segment, and the present one has too little room for a record of the largest size that is not to use what is kept back; or nothing is accepted any more.</summary>
    public bool IsSegmentUsedUp
    {
        get
        {
            _gate.Enter();
            var isUsedUp = _stopped || (!_nextSegmentIsThere && NormalRoom < _minBatchBytes);
            _gate.Exit();
            return isUsedUp;
        }
    }

    public void Start(LogPosition position, uint nextSegmentSeed, bool nextSegmentIsThere, object state)
    {
        _gate.Enter();
        _afterLast = position;
        _nextSegmentSeed = nextSegmentSeed;
        _nextSegmentIsThere = nextSegmentIsThere;
        _spareState = state;
        Activate();
        _gate.Exit();
    }

    public AppendOutcome TryAppend(
        byte type,
        ReadOnlySpan<byte> head,
        ReadOnlySpan<byte> body,
        CommitLevel level,
        AppendPriority priority,
        out Appended appended
    )
    {
        var payloadBytes = head.Length + body.Length;
        var recordBytes = JournalFormat.RecordBytes(payloadBytes);
        var payloadState = Crc32C.Continue(Crc32C.Continue(Crc32C.Start, head), body);

        _gate.Enter();
        var buffer = _active;
        if (buffer is null || buffer.Length + recordBytes > buffer.LimitOf(priority))
        {
            var (stopped, full) = (_stopped, _full && priority == AppendPriority.Normal);
            _gate.Exit();
            appended = default;
            return stopped ? AppendOutcome.Stopped
                : full ? AppendOutcome.Full
                : AppendOutcome.NoRoom;
        }
        var at = buffer.Length;
        var lsn = buffer.Lsn + at;
        ref var record = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(buffer.Data), at);
        _chain = RecordHeader.Write(ref record, payloadBytes, type, lsn, _chain, payloadState);
        buffer.Length = at + recordBytes;
        buffer.RecordCount++;
        buffer.NeedsSync |= level == CommitLevel.Flushed;
        appended = new Appended(lsn, buffer.Lsn, buffer.State!);
        var wake = _idle;
        _idle = false;
        var copyInside = payloadBytes <= LargeCopy;
        if (copyInside)
        {
            CopyPayload(buffer, at, recordBytes, head, body);
            _gate.Exit();
        }
        else
        {
            buffer.BeginCopy();
            _gate.Exit();
            CopyPayload(buffer, at, recordBytes, head, body);
            buffer.EndCopy();
        }
        if (wake)
        {
            _wake.Set();
        }
        return AppendOutcome.Done;
    }

    /// <summary>Completes when an append of that size may fit, or the journal has stopped.</summary>
    public ValueTask WaitForRoomAsync(int payloadBytes, AppendPriority priority, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }
        var signal = _room.Next();
        return HasRoom(payloadBytes, priority) ? ValueTask.CompletedTask : new ValueTask(signal.WaitAsync(cancellationToken));
    }

    /// <summary>
    /// Before each <see cref="TryTake"/>: makes a buffer when none is free and not all are made; beyond the first two only when there is a batch to take. One that
    /// the load does not need is never made, and no publisher ever makes one.
    /// </summary>
    public void MakeBuffer()
    {
        if (Volatile.Read(ref _freeCount) != 0 || _made == _free.Length || (_made >= UsuallyEnough && WaitingRecords == 0))
        {
            return;
        }
        var buffer = new BatchBuffer(_bufferBytes, Free);
        _gate.Enter();
        _made++;
        _free[_freeCount++] = buffer;
        _gate.Exit();
    }

    /// <summary>Takes the filling batch if it has records and makes the next buffer, if one is free, the filling one.</summary>
    /// <param name="nextState">The state of the batch after, when the last one given was used; null when it was not.</param>
    public BatchBuffer? TryTake(ref object? nextState)
    {
        _gate.Enter();
        if (_spareState is null)
        {
            (_spareState, nextState) = (nextState, null);
        }
        var batch = _active;
        // Without a buffer to go on in, where one can still be made, it is made first: records came since there were none to make it for.
        if (batch is null || batch.RecordCount == 0 || (_freeCount == 0 && _made < _free.Length))
        {
            _gate.Exit();
            return null;
        }
        batch.ChainOut = _chain;
        _afterLast = new LogPosition(JournalFormat.AlignBatch(batch.Lsn + batch.Length), _chain, _segmentBase);
        _active = null;
        Activate();
        _gate.Exit();
        _room.Set();
        return batch;
    }

    /// <summary>Goes idle unless there are records: then the next append wakes the writer.</summary>
    /// <param name="stopped">True: nothing is there and nothing will come.</param>
    public bool TryIdle(out bool stopped)
    {
        _gate.Enter();
        stopped = _stopped;
        _idle = (_active is null || _active.RecordCount == 0) && !stopped;
        var idle = _idle;
        _gate.Exit();
        return idle;
    }

    public bool WaitWhileIdle(int milliseconds) => _wake.WaitOne(milliseconds);

    /// <summary>The log went on in the next segment; this is the one behind it.</summary>
    /// <param name="seed">Its seed; means nothing while it is not there.</param>
    /// <param name="isThere">Whether it is there.</param>
    public void SetNextSegment(uint seed, bool isThere)
    {
        _gate.Enter();
        _nextSegmentSeed = seed;
        _nextSegmentIsThere = isThere;
        _gate.Exit();
    }

    /// <summary>The next segment is there, or will never be, which the writer finds when it comes to it.</summary>
    public void OpenNextSegment(uint seed)
    {
        _gate.Enter();
        (_nextSegmentSeed, _nextSegmentIsThere) = (seed, true);
        if (!_stopped && _active is { } active)
        {
            if (active.RecordCount == 0)
            {
                // What is left of the present segment may be too little for what waits.
                Place(active);
            }
            SetLimits(active);
        }
        _gate.Exit();
        _room.Set();
    }

    /// <summary>
    /// Whether the disk has no room for a next segment: then what takes some is refused. From any thread.
    /// </summary>
    public void SetFull(bool full)
    {
        _gate.Enter();
        _full = full;
        if (!_stopped && _active is { } active)
        {
            SetLimits(active);
        }
        _gate.Exit();
        _room.Set();
    }

    /// <summary>Accepts nothing more; what was accepted stays to be taken.</summary>
    public void Stop()
    {
        _gate.Enter();
        _stopped = true;
        _idle = false;
        if (_active is { } active)
        {
            (active.NormalLimit, active.ReservedLimit, active.Capacity) = (0, 0, 0);
        }
        _gate.Exit();
        _wake.Set();
        _room.Set();
    }

    /// <summary>Stops, and returns the state of the batch that was filling, which will not be committed.</summary>
    public object? Abandon()
    {
        Stop();
        _gate.Enter();
        var state = _active?.State;
        _active = null;
        _gate.Exit();
        return state;
    }

    private static void CopyPayload(BatchBuffer buffer, int at, int recordBytes, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var payload = buffer.Data.AsSpan(at + JournalFormat.RecordHeaderBytes, recordBytes - JournalFormat.RecordHeaderBytes);
        head.CopyTo(payload);
        body.CopyTo(payload[head.Length..]);
        // The buffer has been used before: what pads the record to its alignment must not depend on it.
        payload[(head.Length + body.Length)..].Clear();
    }

    private bool HasRoom(int payloadBytes, AppendPriority priority)
    {
        var recordBytes = JournalFormat.RecordBytes(payloadBytes);
        _gate.Enter();
        var has =
            _stopped
            || (_full && priority == AppendPriority.Normal)
            || _active is { } active && active.Length + recordBytes <= active.LimitOf(priority);
        _gate.Exit();
        return has;
    }

    // Under the gate.
    private void Activate()
    {
        if (_stopped || _freeCount == 0 || _spareState is null)
        {
            return;
        }
        var buffer = _free[--_freeCount];
        buffer.Use++;
        buffer.Length = JournalFormat.BatchHeaderBytes;
        buffer.RecordCount = 0;
        buffer.NeedsSync = false;
        buffer.State = _spareState;
        Place(buffer);
        _spareState = null;
        // The last free buffer, of those still to be made too, is for what makes room; the limit is lifted when another one comes back.
        _restricted = _freeCount == 0 && _made == _free.Length;
        _active = buffer;
        SetLimits(buffer);
    }

    // Under the gate. Decides where the batch behind the last one stands: in the next segment, when there is one and this one has too little room for any record;
    // while there is none, this one is used to its last sector.
    private void Place(BatchBuffer buffer)
    {
        (_next, _segmentBase, _chain) = (_afterLast.Lsn, _afterLast.SegmentBase, _afterLast.Chain);
        if (_nextSegmentIsThere && Room < _minBatchBytes)
        {
            _segmentBase += _segmentBytes;
            _next = _segmentBase + JournalFormat.SegmentHeaderBytes;
            _chain = _nextSegmentSeed;
        }
        buffer.Lsn = _next;
        buffer.ChainIn = _chain;
        buffer.Capacity = (int)Math.Min(_bufferBytes, Room);
    }

    // Of the segment that the next batch stands in.
    private long Room => _segmentBase + _segmentBytes - JournalFormat.SealBytes - _next;

    // While there is no next segment, the rest of this one may be all that what makes room will have.
    private long NormalRoom => Room - (_segmentBytes / 8);

    // Under the gate.
    private void SetLimits(BatchBuffer active)
    {
        var normal = _nextSegmentIsThere ? active.Capacity : (int)Math.Min(active.Capacity, NormalRoom);
        active.NormalLimit = _restricted || _full ? 0 : normal - _reserveBytes;
        active.ReservedLimit = _nextSegmentIsThere ? active.Capacity : (int)Math.Min(active.Capacity, Room - LastBytes);
    }

    private void Free(BatchBuffer buffer)
    {
        _gate.Enter();
        _free[_freeCount++] = buffer;
        if (_active is null)
        {
            Activate();
        }
        else if (_restricted && !_stopped)
        {
            _restricted = false;
            SetLimits(_active);
        }
        _gate.Exit();
        _room.Set();
    }
}
