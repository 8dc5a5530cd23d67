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
    private static readonly byte[] s_mark = [RecordType.Version];

    private readonly CancellationTokenSource _cancel = new();
    private readonly CheckpointPace _pace = new(journal.SegmentBytes);
    private bool _isAsked;

    // Of whoever cleans, which is one at a time. A file that cannot go may stay so for ever: it is told once, until something else fails or nothing does.
    private string? _told;
    private Task _writing = Task.CompletedTask;

    /// <summary>When a full disk asks for another look, by the clock of <see cref="BrokerLoop.Elapsed"/>; null when nothing does.</summary>
    public long? NextLook => journal.IsFull && !_isAsked ? _pace.NextOnFullDisk : null;

    /// <summary>The broker begins.</summary>
    /// <param name="lsn">The checkpoint that the journal was opened with; 0 for none.</param>
    /// <param name="interval">The least time between two.</param>
    public void Begin(long lsn, TimeSpan interval) => _pace.Begin(lsn, journal.WrittenEnd, interval, loop.Elapsed);

    /// <summary>A batch was applied.</summary>
    public void OnApplied(JournalPosition end, bool hasMark)
    {
        _pace.OnApplied(end.Lsn);
        if (hasMark)
        {
            Start(state => Write(end, state));
        }
    }

    /// <summary>Asks for a checkpoint when one is due. In each turn: on a full disk nothing may come any more when it is.</summary>
    public void Look()
    {
        if (_isAsked || !_pace.MayBeDue(loop.Elapsed))
        {
            return;
        }

        // Whether the disk is full is asked once: it may become so at any time.
        switch (_pace.Next(journal.IsFull, loop.Elapsed))
        {
            case CheckpointStep.Mark:
                Ask(isSecond: _pace.IsSummedUp);
                break;
            case CheckpointStep.Write:
                _isAsked = true;
                var position = _pace.Unwritten;
                Start(state => Write(position, state));
                break;
            case CheckpointStep.Clean:
                _isAsked = true;
                var (lsn, bytes) = _pace.Last;
                Start(state => loop.Post(new CleanedCommand(this, Clean(lsn, bytes, state, isNew: false))));
                break;
        }
    }

    /// <summary>Ends, when nothing is being written. Nothing may be applied any more.</summary>
    /// <returns>False: something is; the loop is woken when it is done, and cleaning ends before its time.</returns>
    public bool TryEnd()
    {
        _cancel.Cancel();
        return _writing.IsCompleted;
    }

    private void Ask(bool isSecond)
    {
        _isAsked = journal.TryAppend(RecordType.Mark, s_mark, [], CommitLevel.Flushed, AppendPriority.Last, out _);
        _pace.OnAsked(isSecond, loop.Elapsed);
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
        CleaningReport? cleaned = null;
        try
        {
            var bytes = journal.WriteCheckpoint(position, CheckpointContent.Write(state));
            written = bytes;
            cleaned = Clean(position.Lsn, bytes, state, isNew: true);
        }
#pragma warning disable CA1031 // Whatever it is, the journal holds everything all the same; only opening takes longer, and the disk stays as full as it is.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.CheckpointFailed(position.Lsn, exception);
        }

        loop.Post(new WrittenCommand(this, position, written, cleaned));
    }

    private CleaningReport? Clean(long lsn, long bytes, StateSnapshot state, bool isNew)
    {
        try
        {
            var cleaned = journal.Clean(new LiveRecords(state, journal.SegmentBytes), _cancel.Token);
            if (isNew || cleaned.Retired + cleaned.Rewritten > 0)
            {
                logger.Checkpointed(lsn, bytes, cleaned.Retired, cleaned.Rewritten);
            }

            foreach (var corrupted in cleaned.Damaged)
            {
                logger.NotCleaned(corrupted);
            }

            Tell(lsn, cleaned.Failure);
            return cleaned;
        }
#pragma warning disable CA1031 // Whatever it is, the journal holds everything all the same, and the disk stays as full as it is until the next time.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Tell(lsn, exception);
            return null;
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

    private void OnCleaned(CleaningReport? cleaned)
    {
        loop.State.Pages.EndReading();
        _isAsked = false;
        _pace.OnCleaned(cleaned, loop.Elapsed);
    }

    private void OnWritten(JournalPosition position, long? written)
    {
        if (written is not { } bytes)
        {
            _pace.OnFailed(position);
        }
        else if (_pace.OnWritten(position.Lsn, bytes) && journal.IsFull)
        {
            // Segments go behind the second checkpoint, and nothing else may come that would ask for it.
            Ask(isSecond: true);
        }
    }

    private sealed class CleanedCommand(Checkpointer checkpointer, CleaningReport? cleaned) : IBrokerCommand
    {
        public void Run(BrokerLoop loop) => checkpointer.OnCleaned(cleaned);

        // The loop has ended.
        public void Fail(Exception exception) { }
    }

    private sealed class WrittenCommand(Checkpointer checkpointer, JournalPosition position, long? written, CleaningReport? cleaned)
        : IBrokerCommand
    {
        public void Run(BrokerLoop loop)
        {
            checkpointer.OnCleaned(cleaned);
            checkpointer.OnWritten(position, written);
        }

        // The loop has ended.
        public void Fail(Exception exception) { }
    }
}
