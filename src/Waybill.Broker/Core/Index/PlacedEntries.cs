using Waybill.Broker.Core.Recovery;

namespace Waybill.Broker.Core.Index;

/// <summary>
/// Entries with their places, the first one due first and of those the one that came first. The next ones and those that came last are in a heap; when they are many, they
/// are written down in order, and such runs are merged when they are many: each entry is written a few times, takes some seventeen bytes, and goes to the file over the
/// budget (the sequence heap of P. Sanders, "Fast Priority Queues for Cached Memory", 2000). Not thread-safe.
/// </summary>
internal sealed class PlacedEntries(IndexPages pages)
{
    private const int MostOfALevel = 8;

    // A run of half a million: to merge those would keep the broker's thread for seconds.
    private const int LastLevel = 2;

    private static readonly Comparer<Placement> s_order = Comparer<Placement>.Create(
        static (left, right) => left.Due == right.Due ? left.Entry.CompareTo(right.Entry) : left.Due.CompareTo(right.Due)
    );

    private readonly PriorityQueue<Placement, Placement> _loose = new(s_order);
    private readonly List<Run> _runs = [];

    public long Count { get; private set; }

    public void Add(in Placement placement)
    {
        if (_loose.Count == pages.Sizes.LooseEntries)
        {
            WriteDown();
        }

        _loose.Enqueue(placement, placement);
        Count++;
    }

    public bool TryPeek(out Placement placement)
    {
        if (FirstRun() is { } run)
        {
            placement = run.First;
            return true;
        }

        return _loose.TryPeek(out placement, out _);
    }

    /// <summary>Takes the entry that <see cref="TryPeek"/> shows.</summary>
    public void Dequeue()
    {
        Count--;
        if (FirstRun() is not { } run)
        {
            _loose.Dequeue();
        }
        else if (!run.TryTake())
        {
            _runs.Remove(run);
        }
    }

    /// <summary>All of them, in no order, until the next change.</summary>
    public IEnumerable<Placement> All() =>
        _loose.UnorderedItems.Select(static item => item.Element).Concat(_runs.SelectMany(static run => run.Entries()));

    /// <summary>Those among which the first ones are, in no order.</summary>
    public IEnumerable<Placement> Among(int first) =>
        _loose.UnorderedItems.Select(static item => item.Element).Concat(_runs.SelectMany(run => run.Entries().Take(first)));

    /// <summary>Takes out what is asked for, wherever it stands.</summary>
    public List<Placement> Remove(Func<Placement, bool> isAskedFor)
    {
        var removed = All().Where(isAskedFor).ToList();
        if (removed.Count > 0)
        {
            var left = _loose.UnorderedItems.Select(static item => item.Element).Where(placement => !isAskedFor(placement)).ToList();
            _loose.Clear();
            left.ForEach(placement => _loose.Enqueue(placement, placement));
            foreach (var run in _runs.Where(run => run.Entries().Any(isAskedFor)).ToList())
            {
                Remove(run, isAskedFor);
            }

            Count -= removed.Count;
        }

        return removed;
    }

    /// <summary>All of them, to be read by any thread; see <see cref="EntryRing{T, TCodec}.Share"/>.</summary>
    public void Share(List<Placement> loose, ICollection<EntryRun> runs)
    {
        loose.AddRange(_loose.UnorderedItems.Select(static item => item.Element));
        foreach (var run in _runs)
        {
            run.Share(runs);
        }
    }

    public void Clear()
    {
        _loose.Clear();
        _runs.ForEach(static run => run.Clear());
        _runs.Clear();
        Count = 0;
    }

    private void Remove(Run run, Func<Placement, bool> isAskedFor)
    {
        var ring = new EntryRing<Placement, PlacementCodec>(pages);
        foreach (var placement in run.Entries().Where(placement => !isAskedFor(placement)))
        {
            ring.Enqueue(placement);
        }

        _runs.Remove(run);
        run.Clear();
        if (ring.Count > 0)
        {
            _runs.Add(new Run(ring, run.Level));
        }
    }

    // The one whose first entry comes before all others; null when a loose one does, or there are none.
    private Run? FirstRun()
    {
        Run? first = null;
        foreach (var run in _runs)
        {
            first = first is null || s_order.Compare(run.First, first.First) < 0 ? run : first;
        }

        return first is not null && _loose.TryPeek(out var loose, out _) && s_order.Compare(loose, first.First) < 0 ? null : first;
    }

    private void WriteDown()
    {
        var ring = new EntryRing<Placement, PlacementCodec>(pages);
        while (_loose.TryDequeue(out var placement, out _))
        {
            ring.Enqueue(placement);
        }

        _runs.Add(new Run(ring, level: 0));
        for (var level = 0; level < LastLevel && _runs.Count(run => run.Level == level) == MostOfALevel; level++)
        {
            Merge(level);
        }
    }

    private void Merge(int level)
    {
        var merged = new PriorityQueue<Run, Placement>(s_order);
        foreach (var run in _runs.Where(run => run.Level == level))
        {
            merged.Enqueue(run, run.First);
        }

        _runs.RemoveAll(run => run.Level == level);
        var ring = new EntryRing<Placement, PlacementCodec>(pages);
        while (merged.TryDequeue(out var run, out var first))
        {
            ring.Enqueue(first);
            if (run.TryTake())
            {
                merged.Enqueue(run, run.First);
            }
        }

        _runs.Add(new Run(ring, level + 1));
    }

    /// <summary>Entries that were written down in order; there is always one.</summary>
    private sealed class Run
    {
        private readonly EntryRing<Placement, PlacementCodec> _ring;

        public Run(EntryRing<Placement, PlacementCodec> ring, int level)
        {
            _ring = ring;
            Level = level;
            ring.TryPeek(out var first);
            First = first;
        }

        public int Level { get; }

        public Placement First { get; private set; }

        /// <summary>Takes the first one; false when it was the last, too.</summary>
        public bool TryTake()
        {
            _ring.Dequeue();
            if (!_ring.TryPeek(out var next))
            {
                _ring.Clear();
                return false;
            }

            First = next;
            return true;
        }

        public IEnumerable<Placement> Entries() => _ring.Entries();

        public void Share(ICollection<EntryRun> runs) => _ring.Share(runs);

        public void Clear() => _ring.Clear();
    }
}
