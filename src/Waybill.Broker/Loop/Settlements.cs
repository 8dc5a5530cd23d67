using Waybill.Broker.Core;
using Waybill.Broker.Publishing;
using Waybill.Broker.Receiving;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Broker.Loop;

/// <summary>
/// Outcomes: from a receiver's word to a record, and from the committed record to the answer. Records use the journal's reserve, so publishers cannot
/// keep them out, and wait here in order when even that is full. For the broker's thread.
/// </summary>
internal sealed class Settlements(BrokerLoop loop, Journal journal)
{
    private readonly Queue<PendingOutcome> _unwritten = new();
    private readonly Dictionary<long, PendingOutcome> _written = [];

    /// <summary>Every accepted outcome has been answered.</summary>
    public bool AreDone => _unwritten.Count == 0 && _written.Count == 0;

    public void Settle(EmbeddedReceiver receiver, Outcome outcome, DeathCause? cause)
    {
        if (outcome.Kind == OutcomeKind.Release)
        {
            Release(receiver, outcome);
            return;
        }

        var queue = receiver.Queue;
        if (!receiver.Holds(outcome.Token) || loop.State.BeginSettle(queue, outcome.Token) is not { } lease)
        {
            outcome.Outgoing?.Dispose();
            receiver.Sink.OnSettled(outcome.Token, SettlementResult.StaleLease);
            return;
        }

        var outgoing = TakeOutgoing(outcome);
        var durability = (Durability)Math.Max((int)receiver.DurabilityOf(outcome.Token), (int)(outgoing?.Durability ?? Durability.Memory));
        byte[] head;
        try
        {
            head = Encode(queue, lease, outcome, cause, outgoing?.StoredCount ?? 0);
        }
        catch
        {
            // Nothing was decided: the lease ends in its time, as a failed attempt.
            lease.IsSettling = false;
            throw;
        }

        if (lease.Entry.Message.IsInMemory && outgoing is null)
        {
            ApplyInMemory(lease, head);
            Answer(receiver, outcome.Token);
        }
        else
        {
            Write(new PendingOutcome(receiver, outcome.Token, lease.Entry, head, outgoing, LevelOf(durability)));
        }
    }

    /// <summary>A lease that nobody renewed ends as a failed attempt.</summary>
    public void Expire(QueueState queue, Lease lease)
    {
        lease.IsSettling = true;
        var receiver = (EmbeddedReceiver)lease.Holder;
        var durability = receiver.DurabilityOf(lease.Token);
        receiver.Forget(lease.Token, reuse: false);
        receiver.Sink.OnLeaseLost(lease.Token);
        var head = Encode(
            new OutcomeView
            {
                Code = OutcomeCode.LeaseExpired,
                Queue = queue.Symbol,
                Message = lease.Entry.Identity,
                Due = 0,
                DeadLetterQueue = 0,
                Deaths = default,
                InboxKey = null,
                InboxExpiry = 0,
                PublishCount = 0,
                Publishes = default,
            }
        );
        if (lease.Entry.Message.IsInMemory)
        {
            ApplyInMemory(lease, head);
        }
        else
        {
            Write(new PendingOutcome(null, lease.Token, lease.Entry, head, null, LevelOf(durability)));
        }
    }

    /// <summary>Writes what found no room before.</summary>
    public void WriteWaiting()
    {
        while (_unwritten.TryPeek(out var pending) && TryWrite(pending))
        {
            _unwritten.Dequeue();
        }
    }

    /// <summary>An outcome's record was committed and applied.</summary>
    public void OnCommitted(long lsn)
    {
        if (_written.Remove(lsn, out var pending) && pending.Receiver is { } receiver)
        {
            if (pending.Outgoing is not null)
            {
                // A message that is in memory only is journaled to its end when its completion publishes.
                ReleaseMemory(pending.Entry, OutcomeCode.Completed);
            }

            Answer(receiver, pending.Token);
        }
    }

    private static CommitLevel LevelOf(Durability durability) =>
        durability == Durability.Flushed ? CommitLevel.Flushed : CommitLevel.Written;

    private void Release(EmbeddedReceiver receiver, Outcome outcome)
    {
        outcome.Outgoing?.Dispose();
        if (receiver.Holds(outcome.Token) && receiver.Queue.FindLease(outcome.Token) is { IsSettling: false } lease)
        {
            loop.State.Release(receiver.Queue, lease);
            Answer(receiver, outcome.Token);
        }
        else
        {
            receiver.Sink.OnSettled(outcome.Token, SettlementResult.StaleLease);
        }
    }

    private static void Answer(EmbeddedReceiver receiver, DeliveryToken token)
    {
        receiver.Forget(token, reuse: true);
        receiver.Sink.OnSettled(token, SettlementResult.Settled);
    }

    /// <summary>Only a completion publishes; a batch that nobody receives is none.</summary>
    private static EmbeddedOutgoingBatch? TakeOutgoing(Outcome outcome)
    {
        if (outcome.Outgoing is EmbeddedOutgoingBatch { StoredCount: > 0 } batch && outcome.Kind is OutcomeKind.Complete)
        {
            return batch;
        }

        outcome.Outgoing?.Dispose();
        return null;
    }

    private void Write(PendingOutcome pending)
    {
        if (_unwritten.Count > 0 || !TryWrite(pending))
        {
            _unwritten.Enqueue(pending);
        }
    }

    private bool TryWrite(PendingOutcome pending)
    {
        if (pending.Outgoing?.TryAppendSymbols(journal, AppendPriority.Reserved) == false)
        {
            return false;
        }

        var publishes = pending.Outgoing is null ? default : pending.Outgoing.Messages;
        if (!journal.TryAppend(RecordType.Outcome, pending.Head, publishes, pending.Level, AppendPriority.Reserved, out var appended))
        {
            return false;
        }

        pending.Outgoing?.Dispose();
        _written.Add(appended.Lsn, pending);
        return true;
    }

    private void ApplyInMemory(Lease lease, byte[] head)
    {
        // A death's record is needed as long as the dead letter is; every other one only for this moment.
        var entry = lease.Entry;
        var code = OutcomeCodec.Read(head).Code;
        var position = loop.Memory.Add(RecordType.Outcome, head, entries: 1, charge: 0);
        loop.State.Apply(RecordType.Outcome, position, head);
        if (code != OutcomeCode.DeadLettered)
        {
            loop.Memory.Release(position);
        }

        ReleaseMemory(entry, code);
    }

    /// <summary>Gives back what a settled entry kept in memory: its message, unless it only moved, and its deaths, unless they still hold.</summary>
    private void ReleaseMemory(in QueueEntry entry, OutcomeCode code)
    {
        var isDone = code is OutcomeCode.Completed or OutcomeCode.CompletedDuplicate or OutcomeCode.Discarded;
        if (isDone && entry.Message.IsInMemory)
        {
            loop.Memory.Release(entry.Message.Lsn);
        }

        if ((isDone || code == OutcomeCode.DeadLettered) && entry.DeathLsn < 0)
        {
            loop.Memory.Release(entry.DeathLsn);
        }
    }

    private byte[] Encode(QueueState queue, Lease lease, Outcome outcome, DeathCause? cause, int publishes)
    {
        var code = outcome.Kind switch
        {
            OutcomeKind.Complete => OutcomeCode.Completed,
            OutcomeKind.CompleteDuplicate => OutcomeCode.CompletedDuplicate,
            OutcomeKind.Retry => OutcomeCode.Retried,
            OutcomeKind.DeadLetter => OutcomeCode.DeadLettered,
            OutcomeKind.Discard => OutcomeCode.Discarded,
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.Kind, "This kind of outcome has no record."),
        };
        return Encode(
            new OutcomeView
            {
                Code = code,
                Queue = queue.Symbol,
                Message = lease.Entry.Identity,
                Due = loop.Now + Math.Max(0, (long)outcome.Delay.TotalMilliseconds),
                DeadLetterQueue = code == OutcomeCode.DeadLettered ? loop.DeadLetterQueueOf(queue) : 0,
                Deaths = code == OutcomeCode.DeadLettered ? EncodeDeaths(queue, lease.Entry, outcome.Reason, cause) : default,
                InboxKey = code == OutcomeCode.Completed ? outcome.InboxKey : null,
                InboxExpiry = loop.Now + (long)outcome.InboxRetention.TotalMilliseconds,
                PublishCount = publishes,
                Publishes = default,
            }
        );
    }

    private static byte[] Encode(in OutcomeView outcome)
    {
        var buffer = new byte[OutcomeCodec.HeadBound(outcome.Deaths.Length)];
        var writer = new RecordWriter(buffer);
        OutcomeCodec.WriteHead(ref writer, outcome);
        return buffer[..writer.Length];
    }

    private byte[] EncodeDeaths(QueueState queue, in QueueEntry entry, DeathReason reason, DeathCause? cause)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(loop.Now);
        var death = new Death(queue.Name, reason, 1, now, now, cause?.ExceptionType, cause?.Message, cause?.StackTrace);
        return DeathCodec.Encode(DeathCodec.Add(loop.Records.Deaths(entry.DeathLsn), death));
    }
}
