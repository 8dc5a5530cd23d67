using System.Collections.Concurrent;

namespace Waybill.Storage.Tests.Support;

/// <summary>Keeps what the journal says: recovered records, committed records in order, the fault.</summary>
internal sealed class RecordingClient : IJournalClient
{
    private static readonly TimeSpan _hang = TimeSpan.FromSeconds(30);
    private readonly TaskCompletionSource<StorageFaultedException> _faulted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<(long Lsn, byte Type, byte[] Payload)> Recovered { get; } = [];

    /// <summary>Written by the writer thread; read it after the journal was disposed or the batch awaited.</summary>
    public ConcurrentQueue<(long Lsn, byte Type, byte[] Payload)> Committed { get; } = [];

    public ConcurrentQueue<BatchState> CommittedBatches { get; } = [];

    /// <summary>The place behind the last batch; read it when the batch was awaited.</summary>
    public JournalPosition End { get; private set; }

    public ConcurrentQueue<CommittedBatch> Held { get; } = [];

    public bool HoldBatches { get; set; }

    /// <summary>False: committed records are not kept, for tests that write much.</summary>
    public bool KeepRecords { get; init; } = true;

    /// <summary>Runs where the journal asks for the state of a future batch.</summary>
    public Action Preparing { get; init; } = () => { };

    /// <summary>Runs on the writer thread, before the batch is released.</summary>
    public Action<CommittedBatch>? Observer { get; set; }

    /// <summary>While this is unset the writer waits behind the next commit, so that what is appended meanwhile becomes one batch.</summary>
    public ManualResetEventSlim Proceed { get; } = new(initialState: true);

    public IReadOnlyList<object>? Uncommitted { get; private set; }

    public int Faults { get; private set; }

    public Task<StorageFaultedException> Faulted => _faulted.Task.WaitAsync(_hang);

    /// <summary>The checkpoint that was found; null when there was none.</summary>
    public (long Lsn, byte[] Content)? Checkpoint { get; private set; }

    public void OnCheckpoint(long lsn, Stream content)
    {
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        Checkpoint = (lsn, bytes);
    }

    public void OnRecovered(in JournalRecord record) => Recovered.Add((record.Lsn, record.Type, record.Payload.ToArray()));

    public object CreateBatchState()
    {
        Preparing();
        return new BatchState();
    }

    public void OnCommitted(CommittedBatch batch)
    {
        if (KeepRecords)
        {
            foreach (var record in batch)
            {
                Committed.Enqueue((record.Lsn, record.Type, record.Payload.ToArray()));
            }
        }
        var state = (BatchState)batch.State;
        state.Records = batch.RecordCount;
        End = batch.End;
        CommittedBatches.Enqueue(state);
        Observer?.Invoke(batch);
        if (HoldBatches)
        {
            Held.Enqueue(batch);
        }
        else
        {
            batch.Release();
        }
        state.Completion.SetResult();
        Assert.True(Proceed.Wait(_hang), "The test never let the writer go on.");
    }

    public void OnFaulted(StorageFaultedException fault, IReadOnlyList<object> uncommitted)
    {
        Faults++;
        Uncommitted = uncommitted;
        foreach (var state in uncommitted)
        {
            ((BatchState)state).Completion.TrySetException(fault);
        }
        _faulted.TrySetResult(fault);
    }

    /// <summary>Waits until the append's batch is committed; throws when it was not.</summary>
    public static Task Committing(in Appended appended) => ((BatchState)appended.BatchState).Completion.Task.WaitAsync(_hang);

    /// <summary>Appends all payloads as one batch behind a record of their own.</summary>
    public async Task<List<Appended>> CommitTogetherAsync(Journal journal, params IEnumerable<byte[]> payloads)
    {
        Proceed.Reset();
        await journal.CommitAsync([]);
        var appended = new List<Appended>();
        foreach (var payload in payloads)
        {
            appended.Add(await journal.AppendAsync(payload));
        }
        Proceed.Set();
        await Committing(appended[^1]);
        return appended;
    }

    internal sealed class BatchState
    {
        public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Records { get; set; }
    }
}
