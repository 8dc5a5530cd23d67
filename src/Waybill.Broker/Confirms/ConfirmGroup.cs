using Waybill.Storage;
using Waybill.Storage.Threads;

namespace Waybill.Broker.Confirms;

/// <summary>
/// The confirms of one commit batch. All of a batch's publishes become durable at the same moment, so they share one completion; what differs between
/// them is in their <see cref="ConfirmSource"/> and token. Never reused: a receipt may be awaited twice and late. Thread-safe.
/// </summary>
/// <param name="threads">Run the awaiters.</param>
internal sealed class ConfirmGroup(IThreads threads) : IThreadPoolWorkItem
{
    private const int Pending = 0;
    private const int Succeeded = 1;
    private const int Failed = 2;

    private readonly Continuations _continuations = new();
    private ConfirmSource? _sources;
    private int _status = Pending;
    private string? _failure;
    private Exception? _cause;

    public bool IsCompleted => Volatile.Read(ref _status) != Pending;

    public bool IsFaulted => Volatile.Read(ref _status) == Failed;

    /// <summary>The receipt of an append of this batch, now or when the batch is committed. Allocates nothing but the first of its kind in a batch.</summary>
    public ValueTask<PublishReceipt> Confirm(in Appended appended, Durability durability, int destinations)
    {
        var source = Find(appended.BatchLsn, durability, destinations);
        var token = (short)(ushort)((appended.Lsn - appended.BatchLsn) / JournalFormat.RecordAlignment);
        return new ValueTask<PublishReceipt>(source, token);
    }

    /// <summary>The batch is as durable as its appends asked. The awaiters run elsewhere.</summary>
    public void Complete()
    {
        Volatile.Write(ref _status, Succeeded);
        Wake();
    }

    /// <summary>The batch will not be committed.</summary>
    public void Fail(string failure, Exception cause)
    {
        _failure = failure;
        _cause = cause;
        Volatile.Write(ref _status, Failed);
        Wake();
    }

    public void ThrowIfFailed()
    {
        if (IsFaulted)
        {
            throw new JournalFaultedException(_failure!, _cause);
        }
    }

    /// <summary>Registers an awaiter, or runs it when the batch is done.</summary>
    public void OnCompleted(in Continuation continuation)
    {
        if (!_continuations.TryAdd(continuation))
        {
            continuation.Queue();
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (!_continuations.TryClaim(out var continuation))
        {
            return;
        }

        // An awaiter may block, even on another of its batch: somebody else is to go on with the rest.
        if (_continuations.HasMore)
        {
            threads.Queue(this);
        }

        do
        {
            continuation.Run();
        } while (_continuations.TryClaim(out continuation));
    }

    private void Wake()
    {
        if (_continuations.Close())
        {
            threads.Queue(this);
        }
    }

    private ConfirmSource Find(long batchLsn, Durability durability, int destinations)
    {
        while (true)
        {
            var first = Volatile.Read(ref _sources);
            for (var source = first; source is not null; source = source.Next)
            {
                if (source.Durability == durability && source.Destinations == destinations)
                {
                    return source;
                }
            }

            // A batch's publishes mostly go to equally many queues, so this list stays short.
            var added = new ConfirmSource(this, batchLsn, durability, destinations, first);
            if (Interlocked.CompareExchange(ref _sources, added, first) == first)
            {
                return added;
            }
        }
    }
}
