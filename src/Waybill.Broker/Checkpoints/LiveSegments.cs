using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;

namespace Waybill.Broker.Checkpoints;

/// <summary>Which segments of the journal hold something that a queue still needs: a message, or a dead letter's history. For one thread.</summary>
internal sealed class LiveSegments(long segmentBytes)
{
    private readonly HashSet<long> _bases = [];
    private long _last = -1;

    public static LiveSegments Of(StateSnapshot state, long segmentBytes)
    {
        var live = new LiveSegments(segmentBytes);
        foreach (var queue in state.Queues)
        {
            foreach (var placement in queue.Placed)
            {
                live.Add(placement.Entry);
            }

            foreach (var run in queue.Waiting)
            {
                live.Add(run);
            }
        }

        return live;
    }

    /// <summary>Whether something in the segment with this base is needed.</summary>
    public bool Holds(long baseLsn) => _bases.Contains(baseLsn);

    private void Add(in EntryRun run)
    {
        foreach (var entry in run)
        {
            Add(entry);
        }
    }

    private void Add(in QueueEntry entry)
    {
        Add(entry.Message.Lsn);
        if (entry.DeathLsn != 0)
        {
            Add(entry.DeathLsn);
        }
    }

    private void Add(long lsn)
    {
        var baseLsn = lsn - (lsn % segmentBytes);
        // Most follow one another.
        if (baseLsn != _last && lsn >= 0)
        {
            _last = baseLsn;
            _bases.Add(baseLsn);
        }
    }
}
