using Waybill.Broker.Core.Index;

namespace Waybill.Broker.Core.Recovery;

/// <summary>
/// The queues while their journal is folded. What only waits is kept queue by queue. Of all else nobody asks before the end, so it is not kept to be found: what is
/// placed and what outcomes say is noted in the order of the entries, under the budget of the indexes, and gone through once when every record has been read. A dead
/// letter comes into its queue at a later position than its message, and so is met there again. Not thread-safe.
/// </summary>
internal sealed class RecoveringQueues(BrokerState state, IndexPages pages)
{
    private readonly Dictionary<int, RecoveringQueue> _queues = [];
    private readonly SequenceHeap<RecoveryEvent, RecoveryEventCodec> _events = new(pages, Comparer<RecoveryEvent>.Default);
    private (int Symbol, RecoveringQueue? Queue) _last;

    /// <summary>A message came into a queue, or a dead letter did.</summary>
    public void Add(int queue, in QueueEntry entry)
    {
        if (!Of(queue).TryAdd(entry))
        {
            Place(queue, new Placement(entry, Due: 0, Parked: false));
        }
    }

    /// <summary>An entry does more than wait.</summary>
    public void Place(int queue, in Placement placement)
    {
        // A queue that has no name is found out while its record is at hand.
        Of(queue);
        _events.Add(RecoveryEvent.Of(queue, placement));
    }

    /// <summary>What waits in a queue by a checkpoint's word.</summary>
    public void Restore(int queue, IReadOnlyList<EntryRun> waiting) => Of(queue).Restore(waiting);

    /// <summary>An outcome speaks of an entry, wherever it is.</summary>
    public void Settle(int queue, MessageRef identity, in OutcomeEffect effect)
    {
        if (Of(queue).TryTake(identity))
        {
            Move(queue, new QueueEntry(identity, 0, 0, 0), effect);
        }
        else if (!identity.IsInMemory)
        {
            _events.Add(RecoveryEvent.Of(queue, identity, effect));
        }
    }

    /// <summary>An outcome speaks of an entry that is at hand.</summary>
    public void Move(int queue, in QueueEntry entry, in OutcomeEffect effect)
    {
        if (effect.On(queue, entry) is { } to)
        {
            Place(to.Queue, to.Placement);
        }
    }

    /// <summary>A queue that is not durable begins empty.</summary>
    public void Purge(int queue, long lsn) => Of(queue).Purge(lsn);

    /// <summary>Every record was read: what is unsettled goes to its queue.</summary>
    public void End()
    {
        while (_events.TryPeek(out var next))
        {
            _events.Dequeue();
            Resolve(next);
        }

        foreach (var symbol in _queues.Keys)
        {
            // What was found by then is let go of queue by queue.
            if (_queues.Remove(symbol, out var recovered))
            {
                recovered.Fill();
            }
        }
    }

    // All that is known of one entry.
    private void Resolve(RecoveryEvent next)
    {
        var (symbol, identity) = (next.Queue, next.Identity);
        var recovered = Of(symbol);
        var isPurged = identity.Lsn < recovered.PurgedAt;
        var waiting = recovered.TakeCheckpointed(identity);
        var place = waiting is { } entry ? new Placement(entry, Due: 0, Parked: false) : (Placement?)null;
        while (true)
        {
            if (next.IsPlacement)
            {
                place ??= next.Placement;
            }
            else if (isPurged && next.Lsn >= recovered.PurgedAt)
            {
                place = null;
            }
            else if (place is { } known)
            {
                var (queue, placement) = next.Effect.On(symbol, known.Entry) ?? default;
                place = queue == symbol && !placement.Parked ? placement : null;
                if (queue != 0 && place is null)
                {
                    Place(queue, placement);
                }
            }

            if (!_events.TryPeek(out var following) || !following.IsOfSameEntry(next))
            {
                break;
            }

            next = following;
            _events.Dequeue();
        }

        if (place is { } left && !isPurged)
        {
            recovered.Queue.Place(left);
        }
    }

    private RecoveringQueue Of(int symbol)
    {
        // One record after the other mostly speaks of one queue.
        if (_last.Queue is { } last && _last.Symbol == symbol)
        {
            return last;
        }

        if (!_queues.TryGetValue(symbol, out var queue))
        {
            queue = new RecoveringQueue(state.Queue(symbol), pages);
            _queues.Add(symbol, queue);
        }

        _last = (symbol, queue);
        return queue;
    }
}
