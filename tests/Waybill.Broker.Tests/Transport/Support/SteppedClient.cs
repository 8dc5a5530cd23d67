using Waybill.Broker.Records;
using Waybill.Storage;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>Stands between journal and broker: tells when the broker was given an outcome's record, and holds up the journal's writer when the test says so.</summary>
internal sealed class SteppedClient(IJournalClient broker) : IJournalClient
{
    private readonly TaskCompletionSource _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _steps = new(0);
    private volatile bool _holding;

    /// <summary>An outcome is as durable as it asked, and the broker may apply it in its next turn.</summary>
    public Task OutcomeAsync() => _outcome.Task.Guarded();

    /// <summary>From the next commit on the writer stands after each.</summary>
    public void Hold() => _holding = true;

    /// <summary>Lets the writer, which stands, commit one batch more.</summary>
    public void Step() => _steps.Release();

    /// <summary>Lets the writer go on for good.</summary>
    public void GoOn()
    {
        _holding = false;
        _steps.Release();
    }

    public void OnCheckpoint(long lsn, Stream content) => broker.OnCheckpoint(lsn, content);

    public void OnRecovered(in JournalRecord record) => broker.OnRecovered(record);

    public object CreateBatchState() => broker.CreateBatchState();

    public void OnCommitted(CommittedBatch batch)
    {
        var (holds, hasOutcome) = (_holding, false);
        foreach (var record in batch)
        {
            hasOutcome |= record.Type is RecordType.Outcome or RecordType.Completions;
        }

        broker.OnCommitted(batch);
        if (hasOutcome)
        {
            _outcome.TrySetResult();
        }

        if (holds)
        {
            _steps.Wait();
        }
    }

    public void OnFaulted(StorageFaultedException fault, IReadOnlyList<object> uncommitted) => broker.OnFaulted(fault, uncommitted);
}
