using System.Collections.Concurrent;
using Waybill.Storage.Devices;

namespace Waybill.Storage.Segments;

/// <summary>
/// Writes zeros ahead of the writer into segments whose space is reserved and not yet written, because a sync of what was written before costs less than one
/// that must also note that it is written now. Only while the disk has little else to do: under load the zeros would cost more than they save (measured here:
/// a third of the disk's rate with them, half of it without), so it stands still while the writer is faster than itself, and goes on ahead of where the writer
/// is then. What is never filled reads as zeros all the same. Through handles of its own: Linux reports a failed write-back once to each handle, and the
/// writer's sync must not miss its own.
/// </summary>
internal sealed class SegmentFiller(IStorageDevice device, FillPace pace)
{
    // Synced piece by piece: one sync of a whole segment would stand in the way of the writer's for tens of milliseconds.
    private const int SyncEveryBytes = 1 << 20;
    private readonly byte[] _zeros = new byte[pace.PieceBytes];
    private readonly CancellationTokenSource _cancel = new();
    private readonly AutoResetEvent _added = new(false);
    private readonly AutoResetEvent _released = new(false);
    private readonly ConcurrentQueue<Segment> _segments = new();
    private Task? _done;
    private long _claimed = long.MaxValue;
    private long _writing;

    /// <summary>Fills a segment, after those that were added before; nothing is done for one that is filled.</summary>
    public void Add(Segment segment)
    {
        if (segment.FilledBytes < segment.Header.SegmentBytes)
        {
            _segments.Enqueue(segment);
            _added.Set();
        }
    }

    public void Start() =>
        _done = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

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

    /// <summary>Gives up what is not done, and returns when nothing of it is under way any more.</summary>
    public async Task StopAsync()
    {
        Cancel();
        if (_done is not null)
        {
            await _done.ConfigureAwait(false);
        }
        _cancel.Dispose();
        _added.Dispose();
        _released.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_cancel.IsCancellationRequested)
            {
                if (_segments.TryDequeue(out var segment))
                {
                    // One that the writer has left already may even be gone.
                    if (Volatile.Read(ref _writing) < segment.EndLsn)
                    {
                        Fill(segment);
                    }
                }
                else
                {
                    WaitHandle.WaitAny([_added, _cancel.Token.WaitHandle]);
                }
            }
        }
#pragma warning disable CA1031 // Nothing is lost with it: what is not filled is a hole, and if the device has failed, the writer's own sync will say so.
        catch (Exception)
#pragma warning restore CA1031
        {
            // The journal goes on without.
        }
        finally
        {
            Release();
        }
    }

    private void Fill(Segment segment)
    {
        using var file = device.Open(segment.Name, writable: true);
        var unsynced = 0;
        var at = segment.BaseLsn + segment.FilledBytes;
        while (true)
        {
            PauseWhileTheWriterIsFaster();
            _cancel.Token.ThrowIfCancellationRequested();
            at = Claim(at);
            if (at >= segment.EndLsn)
            {
                break;
            }
            var bytes = (int)Math.Min(pace.PieceBytes, segment.EndLsn - at);
            file.Write(at - segment.BaseLsn, _zeros.AsSpan(0, bytes));
            Release();
            at += bytes;
            unsynced += bytes;
            if (unsynced >= SyncEveryBytes)
            {
                file.Sync();
                unsynced = 0;
            }
        }
        Release();
        file.Sync();
    }

    private void PauseWhileTheWriterIsFaster()
    {
        long before;
        do
        {
            before = Volatile.Read(ref _writing);
            pace.Pause(_cancel.Token);
        } while (Volatile.Read(ref _writing) - before > pace.PieceBytes && !_cancel.IsCancellationRequested);
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
