using System.Collections.Concurrent;
using Waybill.Storage.Devices;
using Waybill.Storage.Threads;

namespace Waybill.Storage.Segments;

/// <summary>
/// Writes zeros ahead of the writer into segments whose space is reserved and not yet written, because a sync of what was written before costs less than one
/// that must also note that it is written now. Only while the disk has little else to do: under load the zeros would cost more than they save (measured here:
/// a third of the disk's rate with them, half of it without), so it stands still while the writer is faster than itself, and goes on ahead of where the writer
/// is then. What is never filled reads as zeros all the same. Through handles of its own: Linux reports a failed write-back once to each handle, and the
/// writer's sync must not miss its own.
/// </summary>
internal sealed class SegmentFiller(IStorageDevice device, FillPace pace) : IThreadBody
{
    // Synced piece by piece: one sync of a whole segment would stand in the way of the writer's for tens of milliseconds.
    private const int SyncEveryBytes = 1 << 20;
    private readonly byte[] _zeros = new byte[pace.PieceBytes];
    private readonly CancellationTokenSource _cancel = new();
    private readonly AutoResetEvent _added = new(false);
    private readonly AutoResetEvent _released = new(false);
    private readonly ConcurrentQueue<Segment> _segments = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IStorageFile? _file;
    private Segment? _segment;
    private long _at;
    private int _unsynced;
    private long _writingBefore;
    private long _claimed = long.MaxValue;
    private long _writing;

    public string Name => "waybill filler";

    /// <summary>Fills a segment, after those that were added before; nothing is done for one that is filled.</summary>
    public void Add(Segment segment)
    {
        if (segment.FilledBytes < segment.Header.SegmentBytes)
        {
            _segments.Enqueue(segment);
            _added.Set();
        }
    }

    /// <summary>
    /// For the writer, before each write: from here on nothing is filled below a position, and what is being filled there now is waited for. Zeros must never come
    /// after records. Whoever fills claims first and looks second, and the writer says where it writes first and looks second: so one of the two sees the other.
    /// </summary>
    public void BeginWrite(long endLsn)
    {
        Interlocked.Exchange(ref _writing, endLsn);
        while (Volatile.Read(ref _claimed) < endLsn)
        {
            _released.WaitOne();
        }
    }

    /// <summary>Gives up what is not done: a piece under way is the last one.</summary>
    public void Cancel() => _cancel.Cancel();

    /// <summary>Gives up what is not done, and returns when nothing of it is under way any more. Not before it was given to a thread.</summary>
    public async Task StopAsync()
    {
        Cancel();
        await _ended.Task.ConfigureAwait(false);
        _cancel.Dispose();
        _added.Dispose();
        _released.Dispose();
    }

    /// <summary>Fills a piece of the present segment, or takes up the next one.</summary>
    public TurnResult TakeTurn()
    {
        try
        {
            if (!_cancel.IsCancellationRequested)
            {
                if (_file is null)
                {
                    return TryBegin() ? TurnResult.Wait : TurnResult.GoOn;
                }
                if (Volatile.Read(ref _writing) - _writingBefore <= pace.PieceBytes)
                {
                    FillPiece(_file);
                }
                return TurnResult.Wait;
            }
        }
#pragma warning disable CA1031 // Nothing is lost with it: what is not filled is a hole, and if the device has failed, the writer's own sync will say so.
        catch (Exception)
#pragma warning restore CA1031
        {
            // The journal goes on without.
        }
        Release();
        _file?.Dispose();
        _ended.SetResult();
        return TurnResult.End;
    }

    /// <summary>Before each piece pauses; between segments waits for the next.</summary>
    public bool Wait(int milliseconds)
    {
        if (_file is null)
        {
            return WaitHandle.WaitAny([_added, _cancel.Token.WaitHandle], milliseconds) != WaitHandle.WaitTimeout;
        }
        _writingBefore = Volatile.Read(ref _writing);
        if (milliseconds != 0)
        {
            pace.Pause(_cancel.Token);
        }
        return true;
    }

    // True: it is time to wait, for the first piece's pause or the next segment.
    private bool TryBegin()
    {
        if (!_segments.TryDequeue(out var segment))
        {
            return true;
        }
        // One that the writer has left already may even be gone.
        if (Volatile.Read(ref _writing) >= segment.EndLsn)
        {
            return false;
        }
        _file = device.Open(segment.Name, writable: true);
        (_segment, _at, _unsynced) = (segment, segment.BaseLsn + segment.FilledBytes, 0);
        return true;
    }

    private void FillPiece(IStorageFile file)
    {
        var at = Claim(_at);
        if (at < _segment!.EndLsn)
        {
            var bytes = (int)Math.Min(pace.PieceBytes, _segment.EndLsn - at);
            file.Write(at - _segment.BaseLsn, _zeros.AsSpan(0, bytes));
            Release();
            _at = at + bytes;
            _unsynced += bytes;
            if (_unsynced >= SyncEveryBytes)
            {
                file.Sync();
                _unsynced = 0;
            }
        }
        else
        {
            Release();
            file.Sync();
            file.Dispose();
            _file = null;
        }
    }

    // Claims from a position on, or from the first piece on that the writer has not come to.
    private long Claim(long lsn)
    {
        while (true)
        {
            Interlocked.Exchange(ref _claimed, lsn);
            var writing = Volatile.Read(ref _writing);
            if (writing <= lsn)
            {
                return lsn;
            }
            Release();
            // Whole pieces, and so whole pages: nothing must be read to fill the rest of one.
            lsn = (writing + pace.PieceBytes - 1) / pace.PieceBytes * pace.PieceBytes;
        }
    }

    private void Release()
    {
        Volatile.Write(ref _claimed, long.MaxValue);
        _released.Set();
    }
}
