using System.Diagnostics.CodeAnalysis;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Core.Recovery;
using Waybill.Transports;

namespace Waybill.Broker.Core;

/// <summary>
/// One queue: an index into the journal. Entries wait in order of arrival, are leased, come back in their old place, or are set aside until due.
/// Knows no clock: the time comes with every call.
/// </summary>
internal sealed class QueueState(int symbol, string name, IndexPages pages)
{
    private readonly EntryRing<QueueEntry, EntryCodec> _arrived = new(pages);

    // What comes due together after an outage may be millions.
    private const int MostAtOnce = 4096;

    // What was to be handed over past the broker, and came before everything that the queue holds.
    private readonly EntryRing<QueueEntry, EntryCodec> _ahead = new(pages);

    // Most queues never need these.
    private PlacedEntries? _returned;
    private PlacedEntries? _delayed;
    private List<QueueEntry>? _parked;
    private List<QueueEntry>? _unreadable;
    private readonly Dictionary<MessageRef, Lease> _leases = new(MessageRefComparer.Instance);

    /// <summary>The symbol of the queue's name.</summary>
    public int Symbol { get; } = symbol;

    public string Name { get; } = name;

    /// <summary>The queue as the topology declares it; null for one that only the journal knows.</summary>
    public QueueDeclaration? Declaration { get; set; }

    public QueueCounters Counters { get; } = new();

    public long Ready => _ahead.Count + _arrived.Count + (_returned?.Count ?? 0);

    /// <summary>Set aside until due.</summary>
    public long Delayed => _delayed?.Count ?? 0;

    /// <summary>Not handed out any more: a dead letter's dead letter, which has nowhere to go, or as long as this process lives, one that cannot be read.</summary>
    public long Parked => (_parked?.Count ?? 0) + (_unreadable?.Count ?? 0);

    public long InFlight => _leases.Count;

    public bool IsEmpty => Ready + Delayed + Parked + InFlight == 0;

    public IReadOnlyCollection<Lease> Leases => _leases.Values;

    public void Add(in QueueEntry entry) => _arrived.Enqueue(entry);

    /// <summary>Adds a run that <see cref="IndexPages.Keep"/> has taken over.</summary>
    public void Add(in EntryRun run) => _arrived.Append(run);

    /// <summary>Adds a chunk that has some; it is the queue's then.</summary>
    public void Add(EntryChunk<QueueEntry, EntryCodec> chunk) => _arrived.Append(chunk);

    /// <summary>Adds an entry that came before all that arrived here, but after those that were added so before.</summary>
    public void AddAhead(in QueueEntry entry) => _ahead.Enqueue(entry);

    /// <summary>Puts an entry back in its old place.</summary>
    public void Return(in QueueEntry entry) => (_returned ??= new(pages)).Add(new Placement(entry, Due: 0, Parked: false));

    public void SetAside(in QueueEntry entry, long due) => (_delayed ??= new(pages)).Add(new Placement(entry, due, Parked: false));

    /// <summary>Puts an entry where it belongs.</summary>
    public void Place(in Placement placement)
    {
        if (placement.Parked)
        {
            Park(placement.Entry);
        }
        else if (placement.Due > 0)
        {
            SetAside(placement.Entry, placement.Due);
        }
        else
        {
            Return(placement.Entry);
        }
    }

    /// <summary>Keeps an entry that is not handed out any more.</summary>
    public void Park(in QueueEntry entry) => (_parked ??= []).Add(entry);

    /// <summary>Keeps an entry whose message cannot be read, as long as this process lives: the next one tries again.</summary>
    public void KeepUnreadable(in QueueEntry entry) => (_unreadable ??= []).Add(entry);

    /// <summary>When the next entry that was set aside is due; null when there is none.</summary>
    public long? NextDue => _delayed is not null && _delayed.TryPeek(out var first) ? first.Due : null;

    /// <summary>
    /// Makes what is due ready, what was due first first, up to a bound: <see cref="NextDue"/> tells whether more is. Order of arrival holds among what is ready: over the
    /// bound, what came earlier and was due later comes after those that were due before it.
    /// </summary>
    public void Advance(long now)
    {
        for (var moved = 0; moved < MostAtOnce && _delayed is not null && _delayed.TryPeek(out var first) && first.Due <= now; moved++)
        {
            _delayed.Dequeue();
            Return(first.Entry);
        }
    }

    /// <summary>Hands out the entry that came first.</summary>
    public bool TryLease(object holder, long epoch, long deadline, [NotNullWhen(true)] out Lease? lease)
    {
        if (!TryTakeFirst(out var entry))
        {
            lease = null;
            return false;
        }

        lease = Lease(entry with { Acquired = entry.Acquired + 1 }, holder, epoch, deadline);
        return true;
    }

    /// <summary>Leases an entry that is not, or no longer, among those that wait.</summary>
    public Lease Lease(in QueueEntry entry, object holder, long epoch, long deadline)
    {
        var identity = entry.Identity;
        var lease = new Lease
        {
            Entry = entry,
            Token = new DeliveryToken(identity.Lsn, identity.Index, epoch),
            Holder = holder,
            Deadline = deadline,
        };
        _leases.Add(identity, lease);
        return lease;
    }

    /// <summary>The lease of a token, unless it has ended.</summary>
    public Lease? FindLease(DeliveryToken token) =>
        _leases.TryGetValue(new MessageRef(token.Position, token.Index), out var lease) && lease.Token == token ? lease : null;

    /// <summary>Ends the lease of an entry, whatever its epoch: its outcome is in the journal.</summary>
    public Lease? EndLease(MessageRef identity) => _leases.Remove(identity, out var lease) ? lease : null;

    /// <summary>The entry that <see cref="TryLease"/> would hand out.</summary>
    public bool TryPeekReady(out QueueEntry entry)
    {
        if (_ahead.TryPeek(out entry))
        {
            return true;
        }

        var hasArrived = _arrived.TryPeek(out entry);
        if (_returned is not null && _returned.TryPeek(out var returned) && (!hasArrived || returned.Entry.CompareTo(entry) < 0))
        {
            entry = returned.Entry;
            return true;
        }

        return hasArrived;
    }

    /// <summary>
    /// Makes those of some entries ready that are due, and tells which are ready; before anything was to be handed over past the broker. The others that are due
    /// stay as they are.
    /// </summary>
    public IReadOnlyList<QueueEntry> MakeReady(IReadOnlySet<MessageRef> identities, long now)
    {
        foreach (var due in _delayed?.Remove(placement => placement.Due <= now && identities.Contains(placement.Entry.Identity)) ?? [])
        {
            Return(due.Entry);
        }

        var ready = Arrived(identities);
        ready.AddRange(EntriesOf(_returned?.All()).Where(entry => identities.Contains(entry.Identity)));
        return ready;
    }

    /// <summary>Empties the queue. Leases stay: their outcomes find them.</summary>
    public void Purge()
    {
        _ahead.Clear();
        _arrived.Clear();
        _returned?.Clear();
        _delayed?.Clear();
        _parked?.Clear();
        _unreadable?.Clear();
    }

    /// <summary>
    /// The queue as its records have made it. Whoever holds a lease may lose it: the message waits here then. What was to be handed over is in memory only, and so not in it.
    /// </summary>
    public QueueSnapshot Share()
    {
        var waiting = new List<EntryRun>();
        _arrived.Share(waiting);
        var loose = new List<Placement>();
        var runs = new List<EntryRun>();
        loose.AddRange(_leases.Values.Select(static lease => new Placement(lease.Entry, Due: 0, Parked: false)));
        _returned?.Share(loose, runs);
        _delayed?.Share(loose, runs);
        loose.AddRange((_unreadable ?? []).Select(static entry => new Placement(entry, Due: 0, Parked: false)));
        loose.AddRange((_parked ?? []).Select(static entry => new Placement(entry, Due: 0, Parked: true)));
        var counters = new QueueCounters();
        counters.Restore(Counters.Totals);
        return new QueueSnapshot(Symbol, counters, waiting, new PlacedSnapshot(loose, runs));
    }

    /// <summary>The entries that are ready or parked, in order, at most as many as asked for.</summary>
    public IReadOnlyList<QueueEntry> Browse(int limit)
    {
        var entries = _arrived.Entries().Take(limit).ToList();
        entries.AddRange(EntriesOf(_returned?.Among(limit)));
        entries.AddRange(_parked ?? []);
        entries.Sort();
        entries.InsertRange(0, _ahead.Entries().Take(limit));
        return entries.Count <= limit ? entries : entries[..limit];
    }

    // They stand in the order in which they came, until none of those can come any more.
    private List<QueueEntry> Arrived(IReadOnlySet<MessageRef> identities)
    {
        var last = identities.Count == 0 ? -1 : identities.Max(static identity => identity.Lsn);
        return
        [
            .. _arrived
                .Entries()
                .TakeWhile(entry => entry.Identity.Lsn <= last)
                .Where(entry => identities.Contains(entry.Identity))
                .Take(identities.Count),
        ];
    }

    private static IEnumerable<QueueEntry> EntriesOf(IEnumerable<Placement>? placements) =>
        placements?.Select(static placement => placement.Entry) ?? [];

    private bool TryTakeFirst(out QueueEntry entry)
    {
        if (_ahead.TryPeek(out entry))
        {
            _ahead.Dequeue();
            return true;
        }

        var hasArrived = _arrived.TryPeek(out entry);
        if (_returned is not null && _returned.TryPeek(out var returned) && (!hasArrived || returned.Entry.CompareTo(entry) < 0))
        {
            _returned.Dequeue();
            entry = returned.Entry;
            return true;
        }

        if (hasArrived)
        {
            _arrived.Dequeue();
        }

        return hasArrived;
    }
}
