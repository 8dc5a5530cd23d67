using Waybill.Storage.Append;

namespace Waybill.Storage.Commit;

/// <summary>
/// The writer thread: take a batch, write it, sync it, hand it to the client, again; asleep only while there is nothing. While it syncs, the
/// next batch gathers in the other buffer.
/// </summary>
internal sealed class CommitLoop(Appender appender, LogWriter writer, IJournalClient client, Gathering gathering, string folder)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StorageFaultedException? _fault;

    /// <summary>Why the loop ended early; null while it runs or when it was stopped.</summary>
    public StorageFaultedException? Fault => Volatile.Read(ref _fault);

    /// <summary>Completes when the thread is done, with or without a fault.</summary>
    public Task Ended => _ended.Task;

    public void Start() => new Thread(Run) { IsBackground = true, Name = "waybill journal" }.Start();

    private void Run()
    {
        BatchBuffer? batch = null;
        object? spare = null;
        try
        {
            while (true)
            {
                gathering.Wait();
                spare ??= client.CreateBatchState();
                appender.MakeBuffer();
                batch = appender.TryTake(ref spare);
                if (batch is not null)
                {
                    Commit(batch);
                    batch = null;
                }
                else if (appender.TryIdle(out var stopped))
                {
                    appender.WaitWhileIdle();
                }
                else if (stopped && appender.WaitingRecords == 0)
                {
                    break;
                }
            }
            writer.Close();
        }
#pragma warning disable CA1031 // Whatever it was, the journal cannot go on, and everybody who waits must hear of it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Fail(error, batch);
        }
        _ended.SetResult();
    }

    private void Commit(BatchBuffer batch)
    {
        batch.WaitForCopies();
        writer.Commit(batch);
        var records = batch.RecordCount;
        batch.Lend();
        client.OnCommitted(new CommittedBatch(batch));
        gathering.OnCommitted(records);
    }

    private void Fail(Exception error, BatchBuffer? batch)
    {
        var fault = new StorageFaultedException(folder, error);
        Volatile.Write(ref _fault, fault);
        var uncommitted = new List<object>(2);
        if (batch?.State is { } written)
        {
            uncommitted.Add(written);
        }
        if (appender.Abandon() is { } filling)
        {
            uncommitted.Add(filling);
        }
        try
        {
            client.OnFaulted(fault, uncommitted);
        }
#pragma warning disable CA1031 // A client that fails on the news of a fault must not take the process with it.
        catch (Exception)
#pragma warning restore CA1031
        {
            // The fault itself stays visible to every append.
        }
    }
}
