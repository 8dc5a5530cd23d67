using Waybill.Broker.Core.Index;

namespace Waybill.Broker.Core.Recovery;

/// <summary>What only waits in a queue while its journal is folded: what a checkpoint says of it, and what came since. Not thread-safe.</summary>
internal sealed class RecoveringQueue(QueueState queue, IndexPages pages)
{
    private TailEntries _tail = new(pages);
    private CheckpointedEntries? _checkpointed;

    /// <summary>The queue in the end.</summary>
    public QueueState Queue => queue;

    /// <summary>Everything that came before this position is gone since its record; 0 when nothing is.</summary>
    public long PurgedAt { get; private set; }

    // What came before a purge goes nowhere.
    private QueueState? Receiver => PurgedAt > 0 ? null : queue;

    /// <summary>What waits by a checkpoint's word.</summary>
    public void Restore(IReadOnlyList<EntryRun> waiting) => _checkpointed = new CheckpointedEntries(waiting, pages);

    /// <summary>Adds a message that only waits; false when it has to be kept otherwise.</summary>
    public bool TryAdd(in QueueEntry entry) => entry.IsPlain && _tail.TryAdd(entry.Message);

    /// <summary>Takes out a message that came since the checkpoint; false when it is not there.</summary>
    public bool TryTake(MessageRef message) => _tail.TryTake(message);

    /// <summary>Nothing of it is needed, but for what an earlier record has moved to another queue.</summary>
    /// <param name="lsn">The position of the record that says so.</param>
    public void Purge(long lsn)
    {
        PurgedAt = lsn;
        _tail.Discard();
        _tail = new TailEntries(pages);
    }

    /// <summary>When every record has been read: takes out what waits by a checkpoint's word; null when it is not there.</summary>
    /// <param name="identity">Which one: behind all that were asked for before.</param>
    public QueueEntry? TakeCheckpointed(MessageRef identity) => _checkpointed?.Take(identity, Receiver);

    /// <summary>Puts what is left into its queue, in order.</summary>
    public void Fill()
    {
        _checkpointed?.Finish(Receiver);
        _tail.Fill(queue);
    }
}
