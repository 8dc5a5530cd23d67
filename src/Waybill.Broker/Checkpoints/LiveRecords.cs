using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Storage;

namespace Waybill.Broker.Checkpoints;

/// <summary>The records that a queue still needs: those of its messages, and those that tell of a dead letter's deaths; also what a purge without a record has left. All entries are gone through once.</summary>
internal sealed class LiveRecords : ILiveRecords
{
    private readonly long _segmentBytes;
    private readonly Dictionary<long, int> _counts = [];
    private readonly List<Run> _runs = [];
    private readonly List<long> _placed = [];

    /// <summary>Goes through all entries.</summary>
    public LiveRecords(StateSnapshot state, long segmentBytes)
        : this(state, segmentBytes, withPositions: true) { }

    private LiveRecords(StateSnapshot state, long segmentBytes, bool withPositions)
    {
        _segmentBytes = segmentBytes;
        foreach (var queue in state.Queues.Concat(state.Purged))
        {
            foreach (var run in queue.Waiting)
            {
                Add(run);
            }

            // In no order of positions: to go through their runs for each segment would take longer than a list of positions takes memory.
            foreach (var placement in queue.Placed)
            {
                Count(placement.Entry);
                if (withPositions)
                {
                    AddPositions(placement.Entry, _placed);
                }
            }
        }
    }

    /// <summary>The first position of every segment that holds something; takes no memory for what it holds.</summary>
    public static IReadOnlyCollection<long> SegmentsOf(StateSnapshot state, long segmentBytes) =>
        new LiveRecords(state, segmentBytes, withPositions: false).Segments;

    /// <summary>The first position of every segment that holds something.</summary>
    public IReadOnlyCollection<long> Segments => _counts.Keys;

    public int CountIn(long baseLsn) => _counts.GetValueOrDefault(baseLsn);

    public IEnumerable<long> In(long baseLsn)
    {
        var end = baseLsn + _segmentBytes;
        foreach (var run in _runs)
        {
            if (run.First < end && run.Last >= baseLsn)
            {
                foreach (var lsn in Positions(run))
                {
                    if (lsn >= baseLsn && lsn < end)
                    {
                        yield return lsn;
                    }
                }
            }
        }

        foreach (var lsn in _placed)
        {
            if (lsn >= baseLsn && lsn < end)
            {
                yield return lsn;
            }
        }
    }

    private void Add(in EntryRun run)
    {
        var (first, last) = (long.MaxValue, long.MinValue);
        foreach (var entry in run)
        {
            Add(entry, ref first, ref last);
        }

        _runs.Add(new Run(run, first, last));
    }

    private void Add(in QueueEntry entry, ref long first, ref long last)
    {
        if (!entry.Message.IsInMemory)
        {
            first = Math.Min(first, entry.Message.Lsn);
            last = Math.Max(last, Math.Max(entry.Message.Lsn, entry.DeathLsn));
            Count(entry);
        }
    }

    private void Count(in QueueEntry entry)
    {
        Count(entry.Message.Lsn);
        if (entry.DeathLsn != 0)
        {
            Count(entry.DeathLsn);
        }
    }

    private void Count(long lsn) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, lsn - (lsn % _segmentBytes), out _)++;

    private static List<long> Positions(in Run run)
    {
        var positions = new List<long>(run.Entries.Count);
        foreach (var entry in run.Entries)
        {
            AddPositions(entry, positions);
        }

        return positions;
    }

    private static void AddPositions(in QueueEntry entry, List<long> positions)
    {
        if (!entry.Message.IsInMemory)
        {
            positions.Add(entry.Message.Lsn);
            if (entry.DeathLsn != 0)
            {
                positions.Add(entry.DeathLsn);
            }
        }
    }

    /// <summary>Entries, and between which positions all that they need lies.</summary>
    private readonly record struct Run(EntryRun Entries, long First, long Last);
}
