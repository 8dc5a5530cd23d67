using Waybill.Broker.Core.Index;
using Waybill.Broker.Core.Recovery;
using Waybill.Broker.Records;
using Waybill.Transports;

namespace Waybill.Broker.Core;

/// <summary>
/// The broker as a pure state machine: the fold of its records, and the leases that come and go in between. Recovery and live traffic apply records
/// by the same code. No clock, thread or randomness: time and epochs come from outside; and no I/O, but for indexes that outgrow their memory. For one thread;
/// <see cref="Symbols"/> alone is shared.
/// </summary>
internal sealed class BrokerState
{
    private readonly Dictionary<int, QueueState> _queues = [];

    // By name: a producer and a message type of one name may be introduced at once, under two symbols.
    private readonly Dictionary<string, ProducerState> _producers = new(StringComparer.Ordinal);

    // Only while recovering: what no outcome has settled yet. Finding an entry by its message is what a fold needs and a live queue does not.
    private RecoveringQueues? _recovering;

    // From 1 in each life: a token does not outlive its process, and what does, a mark, names the message beside the number.
    private long _epoch;

    // In the order of their records, which says what a text with several symbols resolves to. Publishers make symbols known before their records are durable; these are.
    private readonly List<KeyValuePair<int, string>> _introduced = [];
    private readonly HashSet<int> _introducedSymbols = [];

    // What queues held that were purged without a record.
    private readonly List<QueueState> _purged = [];

    public BrokerState(IndexPages pages)
    {
        Pages = pages;
        _recovering = new RecoveringQueues(this, pages);
    }

    /// <summary>A state that is all in memory.</summary>
    public BrokerState()
        : this(new IndexPages(device: null, long.MaxValue, IndexSizes.Default)) { }

    /// <summary>What bounds the memory of the queues' indexes.</summary>
    public IndexPages Pages { get; }

    public SymbolTable Symbols { get; } = new();

    public Inbox Inbox { get; } = new();

    public Dictionary<int, QueueState>.ValueCollection Queues => _queues.Values;

    /// <summary>A queue by its symbol; made when a record or the topology first names it.</summary>
    public QueueState Queue(int symbol)
    {
        if (!_queues.TryGetValue(symbol, out var queue))
        {
            queue = new QueueState(symbol, Symbols.TextOf(symbol), Pages);
            _queues.Add(symbol, queue);
        }

        return queue;
    }

    public ProducerState Producer(int symbol) => _producers.GetValueOrDefault(Symbols.TextOf(symbol), ProducerState.None);

    /// <summary>Applies a record that is as durable as it promised.</summary>
    /// <exception cref="RecordFormatException">The record is not what its type says.</exception>
    public void Apply(byte type, long lsn, ReadOnlySpan<byte> payload)
    {
        switch (type)
        {
            case RecordType.Publish:
            case RecordType.Batch:
                ApplyMessages(type, lsn, payload);
                break;
            case RecordType.Completions:
                ApplyCompletions(lsn, CompletionsCodec.Read(payload));
                break;
            case RecordType.Outcome:
                ApplyOutcome(lsn, payload);
                break;
            case RecordType.Symbol:
                var (symbol, text) = SymbolRecord.Decode(payload);
                Introduce(symbol, text);
                break;
            case RecordType.Mark:
                break;
            case RecordType.Purge:
                // Written at open, before anything is published: live, there is nothing left to purge.
                _recovering?.Purge(PurgeRecord.Decode(payload), lsn);
                break;
            default:
                throw type > RecordType.Last
                    ? new NewerRecordException($"the record there is of type {type}")
                    : new RecordFormatException($"{type} is no type of a record.");
        }
    }

    /// <summary>What the records so far have come to.</summary>
    public StateSnapshot Share() =>
        new([.. _introduced], [.. _producers], Inbox.Claims(), [.. _queues.Values.Select(static queue => queue.Share())])
        {
            Purged = [.. _purged.Select(static queue => queue.Share())],
        };

    /// <summary>
    /// Before anything is leased: lets a queue begin empty that no record says is purged. By the records, and by the checkpoints so far, it holds what it held; so that
    /// is kept, beside the state, until <see cref="ForgetPurged"/>.
    /// </summary>
    /// <returns>The queue that takes its place.</returns>
    public QueueState PurgeWithoutRecord(QueueState queue)
    {
        var emptied = new QueueState(queue.Symbol, queue.Name, Pages) { Declaration = queue.Declaration };
        emptied.Counters.Restore(queue.Counters.Totals);
        _queues[queue.Symbol] = emptied;
        _purged.Add(queue);
        return emptied;
    }

    /// <summary>A checkpoint says since that the purged queues were empty; when the next one is written too, no older one will serve any more.</summary>
    public void ForgetPurged()
    {
        _purged.ForEach(static queue => queue.Purge());
        _purged.Clear();
    }

    /// <summary>A symbol whose record is part of the journal, or of what a checkpoint stands for.</summary>
    public void Introduce(int symbol, string text)
    {
        Symbols.Define(symbol, text);
        if (_introducedSymbols.Add(symbol))
        {
            _introduced.Add(new KeyValuePair<int, string>(symbol, text));
        }
    }

    /// <summary>Before any record: a producer as a checkpoint knows it.</summary>
    public void Restore(string producer, ProducerState state) => _producers[producer] = state;

    /// <summary>Before any record: what a checkpoint says of a queue's entries that do more than wait, one by one.</summary>
    public void Restore(int queue, in Placement placement) => Recovering.Place(queue, placement);

    /// <summary>Before any record: what waits in a queue by a checkpoint's word.</summary>
    public void Restore(int queue, IReadOnlyList<EntryRun> waiting) => Recovering.Restore(queue, waiting);

    /// <summary>While recovering a damaged journal: a message that cannot be read was in a queue, since a record speaks of it. Comes before that record.</summary>
    public void Restore(int queue, MessageRef message) =>
        Recovering.Place(queue, new Placement(new QueueEntry(message, 0, 0, 0), Due: 0, Parked: false));

    /// <summary>Every record was applied: what is unsettled waits in its queue, in order.</summary>
    public void EndRecovery()
    {
        var recovering = Recovering;
        _recovering = null;
        recovering.End();
    }

    /// <summary>Hands out a queue's first message.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="holder">Who gets it.</param>
    /// <param name="deadline">When the lease ends, by the clock of <see cref="Core.Lease.Deadline"/>.</param>
    public Lease? Lease(QueueState queue, object holder, long deadline) =>
        queue.TryLease(holder, ++_epoch, deadline, out var lease) ? lease : null;

    /// <summary>Leases a message that never waited in its queue.</summary>
    public Lease Lease(QueueState queue, in QueueEntry entry, object holder, long deadline) =>
        queue.Lease(entry, holder, ++_epoch, deadline);

    /// <summary>The queue for a queue's dead letters: its own when it is a dead-letter queue itself, and then they are parked.</summary>
    public int DeadLetterQueueOf(QueueState queue) =>
        queue.Declaration?.DeadLetter is { } name && Symbols.TryFind(name, out var symbol) ? symbol : queue.Symbol;

    /// <summary>Ends a lease without an outcome: the message comes again, and nothing counts.</summary>
    public void Release(QueueState queue, Lease lease)
    {
        queue.EndLease(lease.Entry.Identity);
        queue.Return(lease.Entry);
        Inbox.End(lease.Token);
    }

    /// <summary>Ends a lease of a message that cannot be read, and keeps the message where nobody gets it.</summary>
    public void KeepUnreadable(QueueState queue, Lease lease)
    {
        queue.EndLease(lease.Entry.Identity);
        queue.KeepUnreadable(lease.Entry);
        Inbox.End(lease.Token);
    }

    /// <summary>The leases that nobody renewed in time. The caller settles each as expired, or lets it go on when its holder lives.</summary>
    public static IReadOnlyList<Lease> Expired(QueueState queue, long now) =>
        [.. queue.Leases.Where(lease => !lease.IsSettling && lease.Deadline <= now)];

    private RecoveringQueues Recovering => _recovering ?? throw new InvalidOperationException("Recovery has ended before.");

    private void ApplyMessages(byte type, long lsn, ReadOnlySpan<byte> payload)
    {
        var routes = RecordRoutes.Of(type, payload);
        for (var index = 0; routes.TryRead(out var message); index++)
        {
            var destinations = new RecordReader(message.DestinationBytes);
            for (var i = 0; i < message.DestinationCount; i++)
            {
                Enqueue(destinations.ReadSymbol(), new QueueEntry(new MessageRef(lsn, index), 0, 0, 0));
            }

            if (message.Producer != 0)
            {
                Advance(message.Producer, message.Sequence, lsn);
            }
        }
    }

    private void Advance(int producer, long sequence, long lsn)
    {
        if (sequence > Producer(producer).Sequence)
        {
            _producers[Symbols.TextOf(producer)] = new ProducerState(sequence, lsn);
        }
    }

    private void ApplyOutcome(long lsn, ReadOnlySpan<byte> payload)
    {
        var outcome = OutcomeCodec.Read(payload);
        ApplyOutcome(lsn, outcome);
        if (outcome.Code != OutcomeCode.DeadLettered)
        {
            ApplyMessages(RecordType.Outcome, lsn, payload);
        }
    }

    private void ApplyOutcome(long lsn, in OutcomeView outcome)
    {
        var queue = Queue(outcome.Queue);
        var lease = queue.EndLease(outcome.Message);
        // A message that was in memory is stored by its death.
        var isStored = outcome.Code == OutcomeCode.DeadLettered && outcome.PublishCount > 0;
        var entry = isStored ? new QueueEntry(new MessageRef(lsn, 0), 0, 0, 0) : lease?.Entry;
        if (outcome.InboxKey is { } key)
        {
            Inbox.Claim(key, outcome.InboxExpiry);
        }

        Count(queue.Counters, outcome.Code);
        var effect = new OutcomeEffect(outcome, lsn);
        if (entry is { } found)
        {
            Move(queue, found, effect);
        }
        else
        {
            // A message that was in memory only, or in a queue purged since, is not there; the totals count it all the same.
            _recovering?.Settle(outcome.Queue, outcome.Message, effect);
        }

        if (lease is not null)
        {
            Inbox.End(lease.Token);
        }
    }

    private void ApplyCompletions(long lsn, CompletionsView completions)
    {
        var queue = Queue(completions.Queue);
        var effect = new OutcomeEffect(OutcomeCode.Completed, lsn, Due: 0, DeadLetterQueue: 0);
        while (completions.MoveNext())
        {
            var lease = queue.EndLease(completions.Current);
            _recovering?.Settle(completions.Queue, completions.Current, effect);
            Count(queue.Counters, OutcomeCode.Completed);
            if (lease is not null)
            {
                Inbox.End(lease.Token);
            }
        }
    }

    private void Move(QueueState queue, in QueueEntry entry, in OutcomeEffect effect)
    {
        if (_recovering is not null)
        {
            _recovering.Move(queue.Symbol, entry, effect);
        }
        else if (effect.On(queue.Symbol, entry) is { } to)
        {
            if (to.Queue == queue.Symbol)
            {
                queue.Place(to.Placement);
            }
            else
            {
                Queue(to.Queue).Add(to.Placement.Entry);
            }
        }
    }

    private void Enqueue(int queue, in QueueEntry entry)
    {
        if (_recovering is not null)
        {
            _recovering.Add(queue, entry);
        }
        else
        {
            Queue(queue).Add(entry);
        }
    }

    private static void Count(QueueCounters counters, OutcomeCode code)
    {
        switch (code)
        {
            case OutcomeCode.Completed:
                counters.Completed++;
                break;
            case OutcomeCode.CompletedDuplicate:
                counters.DuplicatesSuppressed++;
                break;
            case OutcomeCode.Retried:
                counters.Retried++;
                break;
            case OutcomeCode.DeadLettered:
                counters.DeadLettered++;
                break;
            case OutcomeCode.Discarded:
                counters.Discarded++;
                break;
        }
    }
}
