using Waybill.Storage.Append;
using Waybill.Storage.Threads;

namespace Waybill.Storage.Commit;

/// <summary>
/// The writer thread: take a batch, write it, sync it, hand it to the client, again; asleep only while there is nothing. While it syncs, the
/// next batch gathers in the other buffer.
/// </summary>
internal sealed class CommitLoop(Appender appender, LogWriter writer, IJournalClient client, Gathering gathering, string folder)
    : IThreadBody
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private BatchBuffer? _batch;
    private object? _spare;
    private StorageFaultedException? _fault;

    /// <summary>Why the loop ended early; null while it runs or when it was stopped.</summary>
    public StorageFaultedException? Fault => Volatile.Read(ref _fault);

    /// <summary>Completes when the thread is done, with or without a fault.</summary>
    public Task Ended => _ended.Task;

    public string Name => "waybill journal";

    /// <summary>Takes what has gathered and commits it.</summary>
    public TurnResult TakeTurn()
    {
        try
        {
            // Before the first batch too: what is left of the present segment may have room for none.
            writer.PrepareNext();
            var isTaken = gathering.Wait();
            _spare ??= client.CreateBatchState();
            appender.MakeBuffer();
            _batch = isTaken ? appender.TryTake(ref _spare) : null;
            if (_batch is not null)
            {
                Commit(_batch);
                _batch = null;
            }
            else if (appender.TryIdle(out var stopped))
            {
                return TurnResult.Wait;
            }
            else if (stopped && appender.WaitingRecords == 0)
            {
                writer.Close();
                _ended.SetResult();
                return TurnResult.End;
            }
            return TurnResult.GoOn;
        }
#pragma warning disable CA1031 // Whatever it was, the journal cannot go on, and everybody who waits must hear of it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Fail(error);
            _ended.SetResult();
            return TurnResult.End;
        }
    }

    public bool Wait(int milliseconds) => appender.WaitWhileIdle(milliseconds);

    private void Commit(BatchBuffer batch)
    {
        batch.WaitForCopies();
        writer.Commit(batch);
        var records = batch.RecordCount;
        batch.Lend();
        client.OnCommitted(new CommittedBatch(batch));
        gathering.OnCommitted(records);
    }

    private void Fail(Exception error)
    {
        var fault = new StorageFaultedException(folder, error);
        Volatile.Write(ref _fault, fault);
        var uncommitted = new List<object>(2);
        if (_batch?.State is { } written)
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
