using Waybill.Storage;
using Waybill.Storage.Checkpoints;
using Waybill.Storage.Format;
using Waybill.Storage.Recovery;
using Waybill.Storage.Segments;
using Waybill.Storage.Tests.Support;

namespace Waybill.Crash.Simulate;

/// <summary>How far a journal has come, by what it writes.</summary>
/// <param name="device">Its files.</param>
/// <param name="segmentBytes">The size of its segments.</param>
internal sealed class Log(SimulatedDevice device, long segmentBytes)
{
    // On a full disk, what outcomes leave of the last segment for checkpoints.
    private const int ForCheckpoints = 16 * JournalFormat.BatchAlignment;

    private long _end = -1;

    // The segment whose name was not made durable when that was tried: the journal makes it anew.
    private long _doubtful = -1;

    /// <summary>How much room there is for records in the segment that is written now.</summary>
    public long Left => Base + segmentBytes - JournalFormat.SealBytes - End;

    /// <summary>How much of that is left for outcomes.</summary>
    public long LeftForOutcomes => Left - ForCheckpoints;

    /// <summary>Whether the next segment is there for certain.</summary>
    public bool HasNext => NextBase != _doubtful && device.List().Contains(SegmentHeader.FileName(NextBase));

    /// <summary>Where the next segment begins.</summary>
    public long NextBase => Base + segmentBytes;

    // The end of a segment that is full is still its own.
    private long Base => Math.Max(0, End - 1) / segmentBytes * segmentBytes;

    private long End => _end >= 0 ? _end : _end = Find();

    /// <summary>The journal's own thread writes.</summary>
    public void OnWrite(in SimulatedOperation operation)
    {
        if (_end >= 0 && SegmentHeader.TryParseFileName(operation.Name, out var baseLsn))
        {
            _end = Math.Max(_end, baseLsn + operation.End);
        }
    }

    /// <summary>An operation fails.</summary>
    public void OnFailed(in SimulatedOperation operation) =>
        _doubtful = operation.Kind == SimulatedOperationKind.SyncDirectory ? NextBase : _doubtful;

    private long Find()
    {
        var copy = device.AfterKill();
        var checkpoints = CheckpointStore.Open(copy);
        using var segments = new SegmentSet(copy.Name);
        LogOpening.OpenSegments(segments, copy, checkpoints, writable: false);
        return segments.All.Count == 0 ? 0 : LogOpening.Scan(segments, checkpoints, new Nobody()).Position.Lsn;
    }

    private sealed class Nobody : IJournalClient
    {
        public void OnCheckpoint(long lsn, Stream content) { }

        public void OnRecovered(in JournalRecord record) { }

        public object CreateBatchState() => this;

        public void OnCommitted(CommittedBatch batch) => batch.Release();

        public void OnFaulted(StorageFaultedException fault, IReadOnlyList<object> uncommitted) { }
    }
}
