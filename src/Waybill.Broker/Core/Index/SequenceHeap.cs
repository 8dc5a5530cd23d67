namespace Waybill.Broker.Core.Index;

/// <summary>
/// Entries of which the first one is taken. The next ones and those that came last are in a heap; when they are many, they are written down in order, and such runs are
/// merged when they are many: each entry is written a few times, takes what its codec makes of it, and goes to the file over the budget (the sequence heap of P. Sanders,
/// "Fast Priority Queues for Cached Memory", 2000). Not thread-safe.
/// </summary>
internal class SequenceHeap<T, TCodec>(IndexPages pages, IComparer<T> order)
    where T : struct
    where TCodec : IEntryCodec<T>
{
    private const int MostOfALevel = 8;

    // A run of half a million: to merge those would keep the broker's thread for seconds.
    private const int LastLevel = 2;

    private readonly PriorityQueue<T, T> _loose = new(order);
    private readonly List<Run> _runs = [];

    public long Count { get; private set; }

    public void Add(in T entry)
    {
        if (_loose.Count == pages.Sizes.LooseEntries)
        {
            WriteDown();
        }

        _loose.Enqueue(entry, entry);
        Count++;
    }

    public bool TryPeek(out T entry)
    {
        if (FirstRun() is { } run)
        {
            entry = run.First;
            return true;
        }

        return _loose.TryPeek(out entry, out _);
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
    public IEnumerable<T> All() =>
        _loose.UnorderedItems.Select(static item => item.Element).Concat(_runs.SelectMany(static run => run.Entries()));

    /// <summary>Those among which the first ones are, in no order.</summary>
    public IEnumerable<T> Among(int first) =>
        _loose.UnorderedItems.Select(static item => item.Element).Concat(_runs.SelectMany(run => run.Entries().Take(first)));

    /// <summary>Takes out what is asked for, wherever it stands.</summary>
    public List<T> Remove(Func<T, bool> isAskedFor)
    {
        var removed = All().Where(isAskedFor).ToList();
        if (removed.Count > 0)
        {
            var left = _loose.UnorderedItems.Select(static item => item.Element).Where(entry => !isAskedFor(entry)).ToList();
            _loose.Clear();
            left.ForEach(entry => _loose.Enqueue(entry, entry));
            foreach (var run in _runs.Where(run => run.Entries().Any(isAskedFor)).ToList())
            {
                Remove(run, isAskedFor);
            }

            Count -= removed.Count;
        }

        return removed;
    }

    /// <summary>All of them, to be read by any thread; see <see cref="EntryRing{T, TCodec}.Share"/>.</summary>
    public void Share(List<T> loose, ICollection<EntryRun> runs)
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

    private void Remove(Run run, Func<T, bool> isAskedFor)
    {
        var ring = new EntryRing<T, TCodec>(pages);
        foreach (var entry in run.Entries().Where(entry => !isAskedFor(entry)))
        {
            ring.Enqueue(entry);
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
            first = first is null || order.Compare(run.First, first.First) < 0 ? run : first;
        }

        return first is not null && _loose.TryPeek(out var loose, out _) && order.Compare(loose, first.First) < 0 ? null : first;
    }

    private void WriteDown()
    {
        var ring = new EntryRing<T, TCodec>(pages);
        while (_loose.TryDequeue(out var entry, out _))
        {
            ring.Enqueue(entry);
        }

        _runs.Add(new Run(ring, level: 0));
        for (var level = 0; level < LastLevel && _runs.Count(run => run.Level == level) == MostOfALevel; level++)
        {
            Merge(level);
        }
    }

    private void Merge(int level)
    {
        var merged = new PriorityQueue<Run, T>(order);
        foreach (var run in _runs.Where(run => run.Level == level))
        {
            merged.Enqueue(run, run.First);
        }

        _runs.RemoveAll(run => run.Level == level);
        var ring = new EntryRing<T, TCodec>(pages);
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
        private readonly EntryRing<T, TCodec> _ring;

        public Run(EntryRing<T, TCodec> ring, int level)
        {
            _ring = ring;
            Level = level;
            ring.TryPeek(out var first);
            First = first;
        }

        public int Level { get; }

        public T First { get; private set; }

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

        public IEnumerable<T> Entries() => _ring.Entries();

        public void Share(ICollection<EntryRun> runs) => _ring.Share(runs);

        public void Clear() => _ring.Clear();
    }
}
