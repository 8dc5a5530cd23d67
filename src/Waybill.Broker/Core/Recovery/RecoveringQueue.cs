namespace Waybill.Broker.Core.Recovery;

/// <summary>
/// A queue while its journal is folded: what a checkpoint says of it, what came since and only waits, and what has had an attempt, a death or a delay. Each is found
/// by its identity as outcomes settle it. Not thread-safe.
/// </summary>
internal sealed class RecoveringQueue
{
    private readonly TailEntries _tail = new();
    private Dictionary<MessageRef, Placement>? _placed;
    private CheckpointedEntries? _checkpointed;
    private long _checkpointLsn;

    public bool IsEmpty => _tail.Count == 0 && _placed is null or { Count: 0 } && _checkpointed is null;

    /// <summary>What a checkpoint keeps of the queue, beside what it says of single entries: those are placed.</summary>
    /// <param name="entries">What waits.</param>
    /// <param name="lsn">The checkpoint's position: everything that came before it is in the checkpoint or settled.</param>
    public void Restore(CheckpointedEntries entries, long lsn)
    {
        _checkpointed = entries;
        _checkpointLsn = lsn;
    }

    public void Add(in QueueEntry entry)
    {
        if (!entry.IsPlain || !_tail.TryAdd(entry.Message))
        {
            Place(new Placement(entry, Due: 0, Parked: false));
        }
    }

    public void Place(in Placement placement) => (_placed ??= new(MessageRefComparer.Instance))[placement.Entry.Identity] = placement;

    /// <summary>An outcome speaks of an entry.</summary>
    /// <param name="identity">Which one.</param>
    /// <param name="forGood">Whether it is settled for good, and need not be found as long as it is gone.</param>
    /// <returns>The entry; null when it is not here, or nobody needs it.</returns>
    public QueueEntry? Take(MessageRef identity, bool forGood)
    {
        if (_placed is not null && _placed.Remove(identity, out var placement))
        {
            return placement.Entry;
        }

        if (identity.Lsn >= _checkpointLsn)
        {
            return _tail.TryTake(identity) ? new QueueEntry(identity, 0, 0, 0) : null;
        }

        // A message in memory only is in no checkpoint.
        if (forGood && identity.Lsn >= 0)
        {
            _checkpointed?.Drop(identity);
            return null;
        }

        return _checkpointed?.Take(identity);
    }

    /// <summary>Nothing of it is needed.</summary>
    public void Discard() => _checkpointed?.Discard();

    /// <summary>Puts what only waits into its queue, in order.</summary>
    public void Fill(QueueState queue)
    {
        _checkpointed?.Fill(queue);
        _tail.Fill(queue);
    }

    /// <summary>What does more than wait, in no order.</summary>
    public IEnumerable<Placement> Placements() => _placed is null ? [] : _placed.Values;
}
