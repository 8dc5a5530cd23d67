using Waybill.Broker.Core.Index;

namespace Waybill.Broker.Core.Recovery;

/// <summary>
/// What a checkpoint says of a queue's messages, as it lies there: most of it only waits and is never looked at. What outcomes settle is noted and left out at the end,
/// so that memory follows the outcomes since the checkpoint and not the backlog.
/// </summary>
internal sealed class CheckpointedEntries(IReadOnlyList<EntryRun> runs, IndexPages pages)
{
    private static readonly Comparer<MessageRef> s_byArrival = Comparer<MessageRef>.Create(
        static (left, right) => left.Lsn == right.Lsn ? left.Index.CompareTo(right.Index) : left.Lsn.CompareTo(right.Lsn)
    );

    private readonly HashSet<MessageRef> _taken = new(MessageRefComparer.Instance);
    private List<MessageRef>? _firsts;

    /// <summary>Leaves out an entry that is settled for good; whether it was there is not looked at.</summary>
    public void Drop(MessageRef identity)
    {
        if (runs.Count > 0)
        {
            _taken.Add(identity);
        }
    }

    /// <summary>Takes an entry out that has more to come; null when it is not there.</summary>
    public QueueEntry? Take(MessageRef identity)
    {
        if (runs.Count == 0 || Find(identity) is not { } found || !_taken.Add(identity))
        {
            return null;
        }

        return found;
    }

    /// <summary>Puts what is left into its queue, in order.</summary>
    public void Fill(QueueState queue)
    {
        foreach (var run in runs)
        {
            if (_taken.Count == 0)
            {
                queue.Add(run);
                continue;
            }

            foreach (var entry in run)
            {
                if (!_taken.Contains(entry.Identity))
                {
                    queue.Add(entry);
                }
            }

            pages.Discard(run);
        }
    }

    /// <summary>None of it is needed.</summary>
    public void Discard()
    {
        foreach (var run in runs)
        {
            pages.Discard(run);
        }
    }

    private QueueEntry? Find(MessageRef identity)
    {
        _firsts ??= FirstOfEach();
        var place = _firsts.BinarySearch(identity, s_byArrival);
        // The run that begins with it, or else the last one that begins before it.
        var index = place >= 0 ? place : ~place - 1;
        if (index >= 0)
        {
            foreach (var entry in runs[index])
            {
                if (entry.Identity == identity)
                {
                    return entry;
                }
            }
        }

        return null;
    }

    private List<MessageRef> FirstOfEach()
    {
        var firsts = new List<MessageRef>(runs.Count);
        foreach (var run in runs)
        {
            foreach (var entry in run)
            {
                firsts.Add(entry.Identity);
                break;
            }
        }

        return firsts;
    }
}
