using System.Collections.Concurrent;
using Waybill.Storage;

namespace Waybill.Crash.Journals;

/// <summary>Keeps what a journal says, and lets several appends become one batch by standing still behind the batch before.</summary>
internal sealed class KeepingClient : IJournalClient
{
    private const byte RecordType = 7;
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(30);
    private ManualResetEventSlim? _gate;

    public List<WrittenRecord> Recovered { get; } = [];

    /// <summary>What was confirmed, in order. Filled by the journal's thread.</summary>
    public ConcurrentQueue<WrittenBatch> Committed { get; } = [];

    /// <summary>What was handed to the journal, confirmed or not.</summary>
    public List<WrittenRecord> Attempted { get; } = [];

    /// <summary>Behind the last batch; read it when that was confirmed.</summary>
    public JournalPosition End { get; private set; }

    /// <summary>The content of the checkpoint that was found; null when there was none.</summary>
    public byte[]? Checkpoint { get; private set; }

    public void OnCheckpoint(long lsn, Stream content)
    {
        Checkpoint = new byte[content.Length];
        content.ReadExactly(Checkpoint);
    }

    public void OnRecovered(in JournalRecord record) => Recovered.Add(WrittenRecord.Of(record));

    public object CreateBatchState() => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void OnCommitted(CommittedBatch batch)
    {
        // Taken before the confirm: the next one to be set is for a later batch.
        var gate = Volatile.Read(ref _gate);
        End = batch.End;
        Committed.Enqueue(WrittenBatch.Of(batch));
        batch.Release();
        ((TaskCompletionSource)batch.State).SetResult();
        gate?.Wait(s_hang);
    }

    public void OnFaulted(StorageFaultedException fault, IReadOnlyList<object> uncommitted)
    {
        foreach (var state in uncommitted)
        {
            ((TaskCompletionSource)state).TrySetException(fault);
        }
    }

    /// <summary>Appends records that become one batch and waits until it is confirmed as durable.</summary>
    /// <exception cref="StorageFaultedException">It never will be.</exception>
    public async Task CommitAsync(Journal journal, IReadOnlyList<byte[]> payloads)
    {
        if (payloads.Count == 1)
        {
            await CommitOneAsync(journal, payloads[0]);
            return;
        }

        Appended last = default;
        var gate = new ManualResetEventSlim();
        Volatile.Write(ref _gate, gate);
        try
        {
            await CommitOneAsync(journal, []);
            foreach (var payload in payloads)
            {
                last = await AppendAsync(journal, payload);
            }
        }
        finally
        {
            Volatile.Write(ref _gate, null);
            gate.Set();
        }

        await ConfirmAsync(last);
    }

    private async Task CommitOneAsync(Journal journal, byte[] payload) => await ConfirmAsync(await AppendAsync(journal, payload));

    /// <summary>Appends a record, which is committed when the journal's threads have turns.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="payload">The record's payload.</param>
    /// <param name="takeTurns">Gives the journal's threads turns, so that there is room in the end.</param>
    public void Append(Journal journal, byte[] payload, Action takeTurns)
    {
        while (!TryAppend(journal, payload, out _))
        {
            takeTurns();
        }
    }

    private async Task<Appended> AppendAsync(Journal journal, byte[] payload)
    {
        Appended appended;
        while (!TryAppend(journal, payload, out appended))
        {
            // At the end of a segment what was to be one batch may become two.
            Volatile.Read(ref _gate)?.Set();
            await journal.WaitForRoomAsync(payload.Length, AppendPriority.Normal);
        }

        return appended;
    }

    private bool TryAppend(Journal journal, byte[] payload, out Appended appended)
    {
        var isAppended = journal.TryAppend(RecordType, [], payload, CommitLevel.Flushed, AppendPriority.Normal, out appended);
        if (isAppended)
        {
            Attempted.Add(new WrittenRecord(appended.Lsn, RecordType, payload));
        }

        return isAppended;
    }

    private static Task ConfirmAsync(in Appended appended) => ((TaskCompletionSource)appended.BatchState).Task.WaitAsync(s_hang);
}
