using Microsoft.Extensions.Logging;
using Waybill.Broker.Core;
using Waybill.Broker.Publishing;
using Waybill.Broker.Receiving;
using Waybill.Broker.Records;
using Waybill.Broker.Telemetry;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Broker.Loop;

/// <summary>
/// Outcomes: from a receiver's word to a record, and from the committed record to the answer; what the record says is the core's to decide. Records use the
/// journal's reserve, so publishers cannot keep them out, and wait here in order when even that is full; on a full disk those that publish
/// nothing wait for none that does. For the broker's thread.
/// </summary>
internal sealed class Settlements(BrokerLoop loop, Journal journal, ILogger logger)
{
    private const int MaxSpare = 8;

    // Shorter waits are those for a buffer.
    private const long PatienceMilliseconds = 1_000;

    private readonly Queue<IPendingRecord> _unwritten = new();

    // Those of them that a full disk had no room for with what they publish, and all later ones that publish. Nothing else stands behind these.
    private readonly Queue<IPendingRecord> _setAside = new();
    private readonly Dictionary<long, IPendingRecord> _written = [];

    // Of this turn, and of those before it for which there is no room. Those of a queue become one record; nothing else stands in their way, for they are what makes room.
    private readonly Dictionary<(QueueState Queue, CommitLevel Level), PendingCompletions> _completions = [];
    private readonly Queue<PendingCompletions> _fullCompletions = new();
    private readonly Stack<PendingCompletions> _spare = new();
    private long? _waitsSince;
    private long? _roomSince;
    private bool _isTold;

    /// <summary>Every accepted outcome has been answered, but for those that a full disk keeps waiting: their messages come again.</summary>
    public bool AreDone => _written.Count == 0 && (journal.IsFull || !AnyWaits);

    public void Settle(EmbeddedReceiver receiver, DeliveryToken token, Outcome outcome, DeathCause? cause)
    {
        if (outcome.Kind == OutcomeKind.Release)
        {
            Release(receiver, token, outcome);
            return;
        }

        var queue = receiver.Queue;
        if (receiver.Find(token) is not { } lease)
        {
            outcome.ReleaseOutgoing();
            receiver.Sink.OnSettled(token, SettlementResult.StaleLease);
            return;
        }

        lease.IsSettling = true;
        var outgoing = TakeOutgoing(outcome);
        if (outcome is { Kind: OutcomeKind.Complete, InboxKey: null } && outgoing is null && !lease.Entry.Message.IsInMemory)
        {
            Complete(receiver, lease);
            return;
        }

        byte[] head;
        try
        {
            head =
                outcome.Kind == OutcomeKind.DeadLetter
                    ? Die(queue, lease, outcome.Reason, cause)
                    : Decisions.Settle(queue, lease, outcome, outgoing?.StoredCount ?? 0, NowFor(outcome));
        }
        catch
        {
            // Nothing was decided: the lease ends in its time, as a failed attempt.
            lease.IsSettling = false;
            throw;
        }

        if (lease.Entry.Message.IsInMemory && outgoing is null && outcome.Kind != OutcomeKind.DeadLetter)
        {
            loop.State.Apply(RecordType.Outcome, NoPosition, head);
            if (outcome.Kind != OutcomeKind.Retry)
            {
                loop.Memory.Release(lease.Entry.Message.Lsn);
            }

            receiver.Answer(lease);
            return;
        }

        var durability = (Durability)Math.Max((int)lease.Delivery!.Durability, (int)(outgoing?.Durability ?? Durability.Memory));
        Write(new PendingOutcome(receiver, queue, lease, head, outgoing, LevelOf(durability)));
    }

    /// <summary>A lease that nobody renewed, and whose holder no longer has the message, ends as a failed attempt.</summary>
    public void Expire(QueueState queue, Lease lease)
    {
        lease.IsSettling = true;
        var receiver = (EmbeddedReceiver)lease.Holder;
        var (durability, messageId) = (lease.Delivery!.Durability, lease.Delivery.MessageId);
        logger.LeaseExpired(queue.Name, messageId);
        receiver.Forget(lease, reuse: false);
        receiver.Sink.OnLeaseLost(lease.Token);
        var head = Decisions.Expire(queue, lease);
        if (lease.Entry.Message.IsInMemory)
        {
            loop.State.Apply(RecordType.Outcome, NoPosition, head);
        }
        else
        {
            Write(new PendingOutcome(null, queue, lease, head, null, LevelOf(durability)));
        }
    }

    /// <summary>A message that has ended the process too often, alone, dies instead of being handed out. Handlers' attempts stay what they were.</summary>
    public void Condemn(QueueState queue, Lease lease, Guid messageId, int crashes)
    {
        lease.IsSettling = true;
        logger.Condemned(queue.Name, messageId, crashes, loop.State.Queue(loop.State.DeadLetterQueueOf(queue)).Name);
        var durability = DurabilityOf(lease.Entry);
        var times = crashes == 1 ? "once" : $"{crashes} times";
        var cause = new DeathCause(null, $"The process ended {times} while this message was handled alone.", null);
        var head = Die(queue, lease, DeathReason.DeliveryLimit, cause);
        Write(new PendingOutcome(null, queue, lease, head, null, LevelOf(durability)));
    }

    /// <summary>How durable the outcome of a message must be that nobody holds; of one that cannot be read any more, as durable as can be.</summary>
    private Durability DurabilityOf(in QueueEntry entry)
    {
        try
        {
            return loop.Records.Message(entry.Message).Durability;
        }
        catch (Exception exception) when (RecordDamage.IsToldBy(exception))
        {
            return Durability.Flushed;
        }
    }

    /// <summary>At the end of a turn: writes what was completed in it, and what found no room before.</summary>
    public void WriteWaiting()
    {
        while (_fullCompletions.TryPeek(out var full) && TryWrite(full))
        {
            _fullCompletions.Dequeue();
        }

        foreach (var (place, completions) in _completions)
        {
            if (TryWrite(completions))
            {
                _completions.Remove(place);
            }
        }

        while (_setAside.TryPeek(out var first) && TryWrite(first))
        {
            _setAside.Dequeue();
        }

        while (_unwritten.TryPeek(out var pending) && (TryWriteInOrder(pending) || TrySetAside(pending)))
        {
            _unwritten.Dequeue();
        }

        LookForStandstill();
    }

    /// <summary>A record of outcomes was committed and applied.</summary>
    public void OnCommitted(long lsn)
    {
        if (!_written.Remove(lsn, out var pending))
        {
            return;
        }

        pending.OnCommitted(loop);
        if (pending is PendingCompletions completions && _spare.Count < MaxSpare)
        {
            _spare.Push(completions);
        }
    }

    /// <summary>What found no room never will: the loop has ended.</summary>
    /// <param name="isAnswered">Whether those who wait hear that theirs are not stored; after a fault they have heard that none is.</param>
    public void Drop(bool isAnswered)
    {
        foreach (var pending in (IEnumerable<IPendingRecord>)[.. _fullCompletions, .. _completions.Values, .. _setAside, .. _unwritten])
        {
            pending.Drop(isAnswered);
        }

        _fullCompletions.Clear();
        _completions.Clear();
        _setAside.Clear();
        _unwritten.Clear();
    }

    private bool AnyWaits => _unwritten.Count > 0 || _setAside.Count > 0 || _completions.Count > 0 || _fullCompletions.Count > 0;

    // On a full disk what was kept for outcomes may be used up, and then nobody hears of them any more.
    private void LookForStandstill()
    {
        var waits = journal.IsFull && AnyWaits;
        // Room that is soon used up again is no news. The turn that finds it used up must still see how long there was some.
        if (loop.Elapsed - _roomSince >= DiskAlarm.Calm.TotalMilliseconds)
        {
            _isTold = false;
        }

        _roomSince = journal.IsFull ? null : _roomSince ?? loop.Elapsed;
        _waitsSince = waits ? _waitsSince ?? loop.Elapsed : null;
        if (!_isTold && loop.Elapsed - _waitsSince >= PatienceMilliseconds)
        {
            _isTold = true;
            logger.OutcomesWait(journal.SegmentBytes);
        }
    }

    /// <summary>What is applied without a record has no position, and leaves nothing behind that needs one.</summary>
    private const long NoPosition = 0;

    // A delay counts from here.
    private long NowFor(Outcome outcome) => outcome.Kind == OutcomeKind.Retry ? loop.ReadNow() : loop.Now;

    private static CommitLevel LevelOf(Durability durability) =>
        durability == Durability.Flushed ? CommitLevel.Flushed : CommitLevel.Written;

    private void Release(EmbeddedReceiver receiver, DeliveryToken token, Outcome outcome)
    {
        outcome.ReleaseOutgoing();
        if (receiver.Find(token) is { } lease)
        {
            loop.State.Release(receiver.Queue, lease);
            receiver.Answer(lease);
        }
        else
        {
            receiver.Sink.OnSettled(token, SettlementResult.StaleLease);
        }
    }

    /// <summary>Only a completion publishes; a batch that nobody receives is none.</summary>
    private static EmbeddedOutgoingBatch? TakeOutgoing(Outcome outcome)
    {
        if (outcome.Outgoing is EmbeddedOutgoingBatch { StoredCount: > 0 } batch && outcome.Kind is OutcomeKind.Complete)
        {
            return batch;
        }

        outcome.ReleaseOutgoing();
        return null;
    }

    private void Complete(EmbeddedReceiver receiver, Lease lease)
    {
        var place = (receiver.Queue, LevelOf(lease.Delivery!.Durability));
        if (!_completions.TryGetValue(place, out var completions))
        {
            completions = _spare.TryPop(out var spare) ? spare : new PendingCompletions();
            completions.Begin(place.Queue, place.Item2);
            _completions.Add(place, completions);
        }

        completions.Add(lease);
        if (completions.IsFull)
        {
            _completions.Remove(place);
            _fullCompletions.Enqueue(completions);
        }
    }

    private void Write(IPendingRecord pending)
    {
        if (_unwritten.Count > 0 || !TryWriteInOrder(pending))
        {
            _unwritten.Enqueue(pending);
        }
    }

    // Where the disk has room, all wait in order: a large one would else wait for ever behind small ones.
    private bool TryWriteInOrder(IPendingRecord pending) =>
        (_setAside.Count == 0 || (journal.IsFull && !pending.Publishes)) && TryWrite(pending);

    private bool TrySetAside(IPendingRecord pending)
    {
        if (!journal.IsFull || !pending.Publishes)
        {
            return false;
        }

        _setAside.Enqueue(pending);
        return true;
    }

    private bool TryWrite(IPendingRecord pending)
    {
        if (!pending.TryAppend(journal, out var lsn))
        {
            return false;
        }

        _written.Add(lsn, pending);
        return true;
    }

    private byte[] Die(QueueState queue, Lease lease, DeathReason reason, DeathCause? cause)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(loop.Now);
        var death = new Death(queue.Name, reason, 1, now, now, cause?.ExceptionType, cause?.Message, cause?.StackTrace);
        var entry = lease.Entry;
        // The message last: it lies in its record, and reading another one may replace that.
        var history = History(queue, entry);
        var deadLetterQueue = loop.State.DeadLetterQueueOf(queue);
        loop.Ways.Of(deadLetterQueue)?.Close();
        return Decisions.Die(
            queue,
            deadLetterQueue,
            lease,
            death,
            history,
            entry.Message.IsInMemory ? loop.Records.Message(entry.Message) : default
        );
    }

    /// <summary>A dead letter's history. One that cannot be read must not keep its message from dying again, or the message would come for ever.</summary>
    private IReadOnlyList<Death> History(QueueState queue, in QueueEntry entry)
    {
        try
        {
            return loop.Records.Deaths(entry.DeathLsn);
        }
        catch (Exception exception) when (RecordDamage.IsToldBy(exception))
        {
            logger.HistoryUnreadable(queue.Name, entry.DeathLsn, exception);
            return [];
        }
    }
}
