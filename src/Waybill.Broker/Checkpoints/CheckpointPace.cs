using Waybill.Storage;

namespace Waybill.Broker.Checkpoints;

/// <summary>
/// Says when a checkpoint is due, and when what failed is tried again. Times are milliseconds of one clock that nobody sets. For one thread.
/// </summary>
/// <param name="segmentBytes">A segment of the journal.</param>
internal sealed class CheckpointPace(long segmentBytes)
{
    // What a checkpoint writes is a small part of what the journal does.
    private const int LogToContent = 8;

    // What failed is tried again, but not at the pace of what makes room: it may go on failing for ever.
    private const int RetryIntervals = 10;

    // Where there is no interval: the loop must not spin until there is room for a mark, or what failed does not.
    private const int LeastPause = 10;

    private long _interval;
    private long _appliedLsn;
    private long _lastLsn;
    private long _lastBytes;
    private long _lastTime;
    private long _retryTime;
    private bool _isSecond;

    // Segments go behind the second checkpoint; whether an earlier process came to it is not known.
    private bool _lacksSecond = true;
    private bool _lacksCleaning;
    private JournalPosition? _unwritten;

    /// <summary>Whether nothing has come behind the last checkpoint: another one would be its second.</summary>
    public bool IsSummedUp => _appliedLsn == _lastLsn;

    /// <summary>The last checkpoint.</summary>
    public (long Lsn, long Bytes) Last => (_lastLsn, _lastBytes);

    /// <summary>Where <see cref="CheckpointStep.Write"/> writes one.</summary>
    public JournalPosition Unwritten => _unwritten!.Value;

    /// <summary>When there is something to do on a full disk, where nothing may come any more that would ask; null when there is nothing.</summary>
    public long? NextOnFullDisk =>
        StepWhere(isFull: true) is var step and not CheckpointStep.None ? Math.Max(TimeOf(step), _lastTime + LeastPause) : null;

    /// <summary>The broker begins.</summary>
    /// <param name="lsn">The checkpoint that the journal was opened with; 0 for none.</param>
    /// <param name="readTo">Up to where the journal was read.</param>
    /// <param name="interval">The least time between two.</param>
    /// <param name="now">The time.</param>
    public void Begin(long lsn, long readTo, TimeSpan interval, long now)
    {
        _interval = (long)interval.TotalMilliseconds;
        _lastLsn = lsn;
        // What was read behind it may be all that ever comes.
        _appliedLsn = readTo;
        _lastTime = now;
    }

    /// <summary>Everything before this position is applied.</summary>
    public void OnApplied(long lsn) => _appliedLsn = lsn;

    /// <summary>A mark was asked for, whether or not there was room for it.</summary>
    /// <param name="isSecond">It is to be the second checkpoint of what the last one sums up.</param>
    /// <param name="now">The time.</param>
    public void OnAsked(bool isSecond, long now)
    {
        _isSecond = isSecond;
        _lastTime = now;
    }

    /// <summary>A checkpoint was written.</summary>
    /// <returns>Whether it needs a second one, for segments to go.</returns>
    public bool OnWritten(long lsn, long bytes)
    {
        _lastLsn = lsn;
        _lastBytes = bytes;
        _lacksSecond = !_isSecond;
        _unwritten = null;
        return _lacksSecond;
    }

    /// <summary>A checkpoint could not be written.</summary>
    public void OnFailed(JournalPosition position) => _unwritten = position;

    /// <summary>Old segments were cleaned behind a checkpoint.</summary>
    /// <param name="report">What it came to; null: nothing was done.</param>
    /// <param name="now">The time.</param>
    public void OnCleaned(CleaningReport? report, long now)
    {
        _lastTime = now;
        _lacksCleaning = report is not { Failure: null, LacksRoom: false };
        // Where it has made room, the rest may find some.
        var isInVain = _lacksCleaning && report is null or { Retired: 0, Rewritten: 0 };
        _retryTime = isInVain ? now + Math.Max(RetryIntervals * _interval, LeastPause) : now;
    }

    /// <summary>Whether there may be something to do.</summary>
    public bool MayBeDue(long now) => now >= _lastTime + _interval;

    /// <summary>What is to be done now.</summary>
    public CheckpointStep Next(bool isFull, long now)
    {
        var step = StepWhere(isFull);
        return now < TimeOf(step) ? CheckpointStep.None : step;
    }

    private CheckpointStep StepWhere(bool isFull) =>
        // A further mark would take a sector, of which a full disk has few, and sum up nothing more.
        IsDueWhere(isFull) ? (_unwritten?.Lsn == _appliedLsn ? CheckpointStep.Write : CheckpointStep.Mark)
        // Since nothing is due, nothing has come behind the last checkpoint: the state is the one that it stands for. By a later one, segments would go that this checkpoint
        // needs when the outcomes since are lost.
        : isFull && _lacksCleaning ? CheckpointStep.Clean
        : CheckpointStep.None;

    // On a full disk the journal does not grow by as much, and whatever was settled may make room.
    private bool IsDueWhere(bool isFull) =>
        isFull ? _appliedLsn > _lastLsn || _lacksSecond : _appliedLsn - _lastLsn >= Math.Max(segmentBytes, LogToContent * _lastBytes);

    // What has come since may make room, whatever cannot be cleaned; but who cannot write a checkpoint cannot write that one either.
    private long TimeOf(CheckpointStep step) =>
        step == CheckpointStep.Mark && _unwritten is null ? _lastTime + _interval : Math.Max(_lastTime + _interval, _retryTime);
}
