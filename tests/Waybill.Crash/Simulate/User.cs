using Microsoft.Extensions.Time.Testing;
using Waybill.Broker;
using Waybill.Crash.Simulate.Model;
using Waybill.Transports;

namespace Waybill.Crash.Simulate;

/// <summary>Whoever uses a broker: publishes, takes what the queues hand out, and decides what becomes of it. The ledger hears of everything before the broker does.</summary>
/// <param name="transport">The broker, opened.</param>
/// <param name="ledger">The model.</param>
/// <param name="numbers">The messages' numbers.</param>
/// <param name="time">The time.</param>
/// <param name="random">Decides everything.</param>
internal sealed class User(ITransport transport, Ledger ledger, Numbers numbers, FakeTimeProvider time, Random random)
{
    private const int Prefetch = 6;
    private const int PrefetchBytes = 1 << 20;

    // Less than a buffer: a publish that finds no room waits on a thread of the pool, which has no turns here.
    private const int MostUnconfirmedBytes = 16 << 10;

    // Two messages share an inbox key.
    private const int Sharers = 2;
    private static readonly TimeSpan s_retention = TimeSpan.FromDays(1_000);
    private static readonly MessageDescriptor s_type = new() { Name = "simulated" };

    private readonly PublishTarget _exchange = transport.ResolveExchange(Topologies.Exchange);
    private readonly List<Publishing> _publishing = [];
    private readonly List<Asking> _asking = [];
    private readonly List<Consumer> _consumers = [];

    /// <summary>Whether the broker has said that it failed.</summary>
    public bool IsFaulted => _consumers.Any(static consumer => consumer.IsFaulted);

    /// <summary>Whether something that was handed out waits for a decision.</summary>
    public bool HasWork => _consumers.Any(static consumer => consumer.Waiting.Count > 0);

    private bool IsFull =>
        _publishing.Sum(static publishing => publishing.Bytes) + _consumers.Sum(static consumer => consumer.AskedBytes)
        > MostUnconfirmedBytes;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public void Subscribe()
    {
        foreach (var queue in Topologies.Queues)
        {
            var consumer = new Consumer(queue, ledger, () => Now);
            consumer.Attach(transport.Subscribe(new ReceiverOptions(queue, Prefetch, PrefetchBytes), consumer));
            _consumers.Add(consumer);
        }
    }

    /// <summary>Does something.</summary>
    public void Act()
    {
        switch (random.Next(16))
        {
            case < 7:
                Publish(random.Next(4) == 0 ? random.Next(2, 5) : 1);
                break;
            case < 14:
                Settle();
                break;
            default:
                time.Advance(TimeSpan.FromMilliseconds(random.Next(3) == 0 ? random.Next(60_000) : random.Next(20)));
                break;
        }
    }

    /// <summary>Looks what has been answered.</summary>
    /// <param name="mayFail">Whether the device gave the broker a reason to fail.</param>
    public void Look(bool mayFail)
    {
        foreach (var publishing in _publishing.Where(static publishing => publishing.Receipt.IsCompleted).ToList())
        {
            _publishing.Remove(publishing);
            if (publishing.Receipt.IsCompletedSuccessfully)
            {
                ledger.Confirm(publishing.Change, publishing.Copies);
            }
            else if (!mayFail)
            {
                ledger.Complain(
                    $"message {publishing.Copies[0].Number} is not confirmed: {publishing.Receipt.AsTask().Exception?.InnerException}"
                );
            }
        }

        foreach (var asking in _asking.Where(static asking => asking.Answer.IsCompleted).ToList())
        {
            _asking.Remove(asking);
            if (asking.Answer.IsCompletedSuccessfully)
            {
                SettleOnce(asking, asking.Answer.Result);
            }
            else if (!mayFail)
            {
                ledger.Complain($"the inbox does not answer: {asking.Answer.AsTask().Exception?.InnerException}");
            }
        }
    }

    /// <summary>Completes everything that was handed out.</summary>
    public void CompleteAll()
    {
        foreach (var consumer in _consumers)
        {
            foreach (var held in consumer.Waiting.ToList())
            {
                Complete(consumer, held);
            }
        }
    }

    /// <summary>Nobody has anything to do any more: everything is to be answered.</summary>
    public void ExpectAnswers()
    {
        if (_publishing.Count > 0)
        {
            ledger.Complain($"everything rests, and message {_publishing[0].Copies[0].Number} is not confirmed");
        }

        if (_consumers.Find(static consumer => consumer.Unanswered > 0) is { } waiting)
        {
            ledger.Complain($"everything rests, and an outcome in {waiting.Queue} is not answered");
        }
    }

    /// <summary>The process has ended.</summary>
    public void Die() => _consumers.ForEach(static consumer => consumer.IsDead = true);

    private void Publish(int count)
    {
        if (IsFull)
        {
            return;
        }

        var isFlushed = random.Next(3) != 0;
        var change = new Change(isFlushed);
        var copies = new List<Copy>();
        try
        {
            ValueTask<PublishReceipt> receipt;
            int bytes;
            if (count == 1)
            {
                var (message, number) = Draw(change, isFlushed, isOrdered: true, copies);
                bytes = message.Length;
                receipt = transport.PublishAsync(Message(number, message, copies.Count > 1, isFlushed), CancellationToken.None);
            }
            else
            {
                receipt = transport.PublishAsync(
                    Batch(count, change, isFlushed, isOrdered: true, copies, out bytes),
                    CancellationToken.None
                );
            }

            _publishing.Add(new Publishing(change, copies, receipt, bytes));
        }
        catch (JournalFullException)
        {
            // Nothing of it was stored.
            copies.ForEach(copy => copy.Refuse(change));
        }
        catch (JournalFaultedException)
        {
            // Its fate is known when somebody looks.
        }
    }

    private OutgoingBatch Batch(int count, Change change, bool isFlushed, bool isOrdered, List<Copy> copies, out int bytes)
    {
        var batch = transport.CreateBatch();
        bytes = 0;
        for (; count > 0; count--)
        {
            var before = copies.Count;
            var (body, number) = Draw(change, isFlushed, isOrdered, copies);
            bytes += body.Length;
            batch.Add(Message(number, body, copies.Count - before > 1, isFlushed));
        }

        return batch;
    }

    private (byte[] Body, long Number) Draw(Change change, bool isFlushed, bool isOrdered, List<Copy> copies)
    {
        var number = numbers.Next();
        string[] queues = random.Next(3) == 0 ? [Topologies.One, Topologies.Two] : [Topologies.One];
        copies.AddRange(ledger.Publish(change, number, queues, isFlushed, isOrdered));
        return (Body.Of(number), number);
    }

    private OutgoingMessage Message(long number, byte[] body, bool toBoth, bool isFlushed) =>
        new()
        {
            Target = _exchange,
            Type = s_type,
            Id = Body.IdOf(number),
            TimestampMilliseconds = Now,
            Durability = isFlushed ? Durability.Flushed : Durability.Buffered,
            RoutingKey = toBoth ? Topologies.ToBoth : Topologies.ToOne,
            Body = body,
        };

    private void Settle()
    {
        var waiting = _consumers
            .SelectMany(
                static consumer => consumer.Waiting.Where(static held => !held.IsAbandoned),
                static (consumer, held) => (consumer, held)
            )
            .ToList();
        if (waiting.Count == 0)
        {
            return;
        }

        var (consumer, held) = waiting[random.Next(waiting.Count)];
        switch (random.Next(20))
        {
            case 0:
                consumer.BeginHandling(held);
                break;
            case 1:
                held.IsAbandoned = true;
                break;
            case 2:
                consumer.Settle(held, new Outcome { Token = held.Token, Kind = OutcomeKind.Release }, change: null, []);
                break;
            case < 6:
                Retry(consumer, held);
                break;
            case < 8 when consumer.Queue == held.Copy.Home:
                Kill(consumer, held);
                break;
            case < 11 when !IsFull:
                Answer(consumer, held);
                break;
            case < 14 when consumer.Queue == Topologies.One:
                consumer.Keep(held);
                var key = new InboxKey(0, (ulong)(held.Copy.Number / Sharers));
                _asking.Add(
                    new Asking(consumer, held, key, transport.Inbox!.ReserveAsync(consumer.Queue, held.Token, key, CancellationToken.None))
                );
                break;
            default:
                Complete(consumer, held);
                break;
        }
    }

    private void Retry(Consumer consumer, Consumer.Held held)
    {
        var delay = TimeSpan.FromMilliseconds(random.Next(2) * random.Next(30_000));
        var change = new Change(held.Copy.IsFlushed);
        held.Copy.Attempt(new CopyState(consumer.Queue, held.Failed + 1), change, Now + (long)delay.TotalMilliseconds);
        var outcome = new Outcome
        {
            Token = held.Token,
            Kind = OutcomeKind.Retry,
            Delay = delay,
        };
        consumer.Settle(held, outcome, change, [held.Copy]);
    }

    private static void Kill(Consumer consumer, Consumer.Held held)
    {
        var change = new Change(held.Copy.IsFlushed);
        held.Copy.Attempt(new CopyState(held.Copy.Home + Ledger.DeadSuffix, 0), change);
        var outcome = new Outcome
        {
            Token = held.Token,
            Kind = OutcomeKind.DeadLetter,
            Reason = DeathReason.Rejected,
        };
        consumer.Settle(held, outcome, change, [held.Copy]);
    }

    // Completes, and publishes with it.
    private void Answer(Consumer consumer, Consumer.Held held)
    {
        var isFlushed = random.Next(2) == 0;
        var change = new Change(held.Copy.IsFlushed || isFlushed);
        var copies = new List<Copy> { held.Copy };
        var batch = Batch(random.Next(1, 3), change, isFlushed, isOrdered: false, copies, out var bytes);
        held.Copy.Attempt(CopyState.Absent, change);
        var outcome = new Outcome
        {
            Token = held.Token,
            Kind = OutcomeKind.Complete,
            Outgoing = batch,
        };
        consumer.Settle(held, outcome, change, copies, bytes);
    }

    private static void Complete(Consumer consumer, Consumer.Held held, OutcomeKind kind = OutcomeKind.Complete)
    {
        var change = new Change(held.Copy.IsFlushed);
        held.Copy.Attempt(CopyState.Absent, change);
        consumer.Settle(held, new Outcome { Token = held.Token, Kind = kind }, change, [held.Copy]);
    }

    // The inbox has said whether its key was claimed.
    private void SettleOnce(Asking asking, InboxReservation reservation)
    {
        var (consumer, held, key, _) = asking;
        var claim = ledger.Claim(key);
        switch (reservation)
        {
            case InboxReservation.Reserved:
                ledger.Expect(claim, claim.Miss());
                var change = new Change(held.Copy.IsFlushed);
                held.Copy.Attempt(CopyState.Absent, change);
                claim.Attempt(Ledger.Claimed, change);
                var outcome = new Outcome
                {
                    Token = held.Token,
                    Kind = OutcomeKind.Complete,
                    InboxKey = key,
                    InboxRetention = s_retention,
                };
                consumer.Settle(held, outcome, change, [held.Copy, claim]);
                break;
            case InboxReservation.AlreadyClaimed:
                ledger.Expect(claim, claim.Show(Ledger.Claimed, Now));
                claim.IsHeld = false;
                Complete(consumer, held, OutcomeKind.CompleteDuplicate);
                break;
            // A broker that has failed has no leases any more.
            case InboxReservation.StaleLease when IsFaulted:
                break;
            default:
                ledger.Complain($"message {held.Copy.Number} of {consumer.Queue} asks for its key in time and the answer is {reservation}");
                break;
        }
    }

    private sealed record Publishing(Change Change, IReadOnlyList<Copy> Copies, ValueTask<PublishReceipt> Receipt, int Bytes);

    private sealed record Asking(Consumer Consumer, Consumer.Held Held, InboxKey Key, ValueTask<InboxReservation> Answer);
}
