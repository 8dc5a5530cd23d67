using Microsoft.Extensions.Logging;
using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Broker.Records;
using Waybill.Broker.Telemetry;
using Waybill.Storage;

namespace Waybill.Broker.Checkpoints;

/// <summary>
/// Sums up the journal from time to time, so that opening reads only what came since, and segments that nobody needs go. A mark in the journal says where: when the
/// broker's thread applies it, everything before is durable, and the state is what the records so far have come to. The state's indexes are shared and not copied;
/// writing them is another thread's work. Its members are the broker thread's.
/// </summary>
internal sealed class Checkpointer(BrokerLoop loop, Journal journal, TaskScheduler scheduler, ILogger logger)
{
    // What a checkpoint writes is a small part of what the journal does.
    private const int LogToContent = 8;

    private const int FailedIntervals = 9;

    // Between two looks that found no room for a mark: the loop must not spin until there is some.
    private const int LeastPause = 10;

    private static readonly byte[] s_mark = [RecordType.Version];

    private readonly CancellationTokenSource _cancel = new();
    private long _interval;
    private long _appliedLsn;
    private long _lastLsn;
    private long _lastTime;
    private long _lastBytes;
    private bool _isAsked;
    private bool _isSecond;

    // Segments go behind the second checkpoint; whether an earlier process came to it is not known.
    private bool _lacksSecond = true;
    private bool _lacksCleaning;

    // Of whoever cleans, which is one at a time. A file that cannot go may stay so for ever: it is told once, until something else fails or nothing does.
    private string? _told;
    private Task _writing = Task.CompletedTask;

    /// <summary>When a full disk asks for another look, by the clock of <see cref="BrokerLoop.Elapsed"/>; null when nothing does.</summary>
    public long? NextLook =>
        journal.IsFull && !_isAsked && (IsDueWhere(isFull: true) || _lacksCleaning) ? _lastTime + Math.Max(_interval, LeastPause) : null;

    /// <summary>The broker begins.</summary>
    /// <param name="lsn">The checkpoint that the journal was opened with; 0 for none.</param>
    /// <param name="interval">The least time between two.</param>
    public void Begin(long lsn, TimeSpan interval)
    {
        _interval = (long)interval.TotalMilliseconds;
        _lastLsn = lsn;
        // What was read behind it may be all that ever comes.
        _appliedLsn = journal.WrittenEnd;
        _lastTime = loop.Elapsed;
    }

    /// <summary>A batch was applied.</summary>
    public void OnApplied(JournalPosition end, bool hasMark)
    {
        _appliedLsn = end.Lsn;
        if (hasMark)
        {
            Start(state => Write(end, state));
        }
    }

    /// <summary>Asks for a checkpoint when one is due. In each turn: on a full disk nothing may come any more when it is.</summary>
    public void Look()
    {
        if (_isAsked || loop.Elapsed - _lastTime < _interval)
        {
            return;
        }

        // Asked once: it may become full at any time.
        var isFull = journal.IsFull;
        if (IsDueWhere(isFull))
        {
            Ask(isSecond: _appliedLsn == _lastLsn);
        }
        else if (isFull && _lacksCleaning)
        {
            // Since nothing is due, nothing has come behind the last checkpoint: the state is the one that it stands for, and no sector is taken for another mark. By a later
            // state, segments would go that this checkpoint needs when the outcomes since are lost.
            _isAsked = true;
            var (lsn, bytes) = (_lastLsn, _lastBytes);
            Start(state => loop.Post(new WrittenCommand(this, lsn, written: null, Clean(lsn, bytes, state))));
        }
    }

    /// <summary>Ends, when nothing is being written. Nothing may be applied any more.</summary>
    /// <returns>False: something is; the loop is woken when it is done, and cleaning ends before its time.</returns>
    public bool TryEnd()
    {
        _cancel.Cancel();
        return _writing.IsCompleted;
    }

    // On a full disk the journal does not grow by as much, and whatever was settled may make room.
    private bool IsDueWhere(bool isFull) =>
        isFull
            ? _appliedLsn > _lastLsn || _lacksSecond
            : _appliedLsn - _lastLsn >= Math.Max(journal.SegmentBytes, LogToContent * _lastBytes);

    private void Ask(bool isSecond)
    {
        _isAsked = journal.TryAppend(RecordType.Mark, s_mark, [], CommitLevel.Flushed, AppendPriority.Last, out _);
        _isSecond = isSecond;
        _lastTime = loop.Elapsed;
    }

    private void Start(Action<StateSnapshot> work)
    {
        // Pages that go meanwhile keep their place until everything is written.
        loop.State.Pages.BeginReading();
        var state = loop.State.Share();
        _writing = Task.Factory.StartNew(() => work(state), CancellationToken.None, TaskCreationOptions.LongRunning, scheduler);
        _ = _writing.ContinueWith(
            _ => loop.Wake(),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    private void Write(JournalPosition position, StateSnapshot state)
    {
        long? written = null;
        var cleaning = Cleaning.InVain;
        try
        {
            var bytes = journal.WriteCheckpoint(position, CheckpointContent.Write(state));
            written = bytes;
            cleaning = Clean(position.Lsn, bytes, state);
        }
#pragma warning disable CA1031 // Whatever it is, the journal holds everything all the same; only opening takes longer, and the disk stays as full as it is.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.CheckpointFailed(position.Lsn, exception);
        }

        loop.Post(new WrittenCommand(this, position.Lsn, written, cleaning));
    }

    private Cleaning Clean(long lsn, long bytes, StateSnapshot state)
    {
        try
        {
            var cleaned = journal.Clean(new LiveRecords(state, journal.SegmentBytes), _cancel.Token);
            logger.Checkpointed(lsn, bytes, cleaned.Retired, cleaned.Rewritten);
            foreach (var corrupted in cleaned.Damaged)
            {
                logger.NotCleaned(corrupted);
            }

            Tell(lsn, cleaned.Failure);
            return cleaned.Failure is null ? Cleaning.Done
                : cleaned.Retired + cleaned.Rewritten > 0 ? Cleaning.InPart
                : Cleaning.InVain;
        }
#pragma warning disable CA1031 // Whatever it is, the journal holds everything all the same, and the disk stays as full as it is until the next time.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Tell(lsn, exception);
            return Cleaning.InVain;
        }
    }

    private void Tell(long lsn, Exception? failure)
    {
        if (failure is not null && failure.Message != _told)
        {
            logger.CleaningFailed(lsn, failure);
        }

        _told = failure?.Message;
    }

    // Segments go behind the second checkpoint, and on a full disk nothing else may come that would ask for it.
    private void OnWritten(long lsn, long bytes)
    {
        _lastLsn = lsn;
        _lastBytes = bytes;
        _lacksSecond = !_isSecond;
        if (_lacksSecond && journal.IsFull)
        {
            Ask(isSecond: true);
        }
    }

    private enum Cleaning
    {
        Done,
        InPart,
        InVain,
    }

    private sealed class WrittenCommand(Checkpointer checkpointer, long lsn, long? written, Cleaning cleaning) : IBrokerCommand
    {
        public void Run(BrokerLoop loop)
        {
            loop.State.Pages.EndReading();
            checkpointer._isAsked = false;
            checkpointer._lastTime = loop.Elapsed;
            checkpointer._lacksCleaning = cleaning != Cleaning.Done;
            if (cleaning == Cleaning.InVain)
            {
                // It is tried again, but not at the pace of what makes room: on a full disk each mark takes some.
                checkpointer._lastTime += FailedIntervals * checkpointer._interval;
            }

            if (written is { } bytes)
            {
                checkpointer.OnWritten(lsn, bytes);
            }
        }

        // The loop has ended.
        public void Fail(Exception exception) { }
    }
}
