using Waybill.Transports;

namespace Waybill.Crash.Simulate.Model;

/// <summary>
/// What a broker may have after everything that it was asked for and answered, over all its lives: confirmed, uncertain, settled. Says what is wrong with what it hands out.
/// </summary>
/// <param name="tell">Is told of everything.</param>
/// <param name="clock">The time, in milliseconds.</param>
internal sealed class Ledger(Action<string> tell, Func<long> clock)
{
    public const string DeadSuffix = ".dead";

    /// <summary>The state of an inbox key that was claimed.</summary>
    public static CopyState Claimed { get; } = new("the inbox", 0);

    private readonly Dictionary<(long Number, string Home), Copy> _copies = [];
    private readonly Dictionary<InboxKey, Copy> _claims = [];
    private readonly Dictionary<string, QueueOrder> _orders = [];

    /// <summary>Is told of everything.</summary>
    public Action<string> Tell => tell;

    public long Now => clock();

    /// <summary>The time as the broker has it, which may be a little behind.</summary>
    public Func<long>? BrokerClock { get; set; }

    public long BrokerNow => BrokerClock?.Invoke() ?? Now;

    /// <summary>The first thing that was wrong; null: nothing.</summary>
    public string? Violation { get; private set; }

    /// <summary>Whether a process has made durable all that the queues need to be there.</summary>
    public bool IsEstablished { get; private set; }

    /// <summary>Messages are about to be published, by one record.</summary>
    /// <param name="change">The record.</param>
    /// <param name="number">A message's number.</param>
    /// <param name="queues">Where it goes.</param>
    /// <param name="isFlushed">Its durability.</param>
    /// <param name="isOrdered">Whether nothing with a greater number can be appended before it.</param>
    public IReadOnlyList<Copy> Publish(Change change, long number, IReadOnlyList<string> queues, bool isFlushed, bool isOrdered)
    {
        var copies = queues.Select(queue => new Copy(number, queue, isFlushed, isOrdered)).ToList();
        tell($"publish {number} to {string.Join(", ", queues)}{(isFlushed ? ", flushed" : "")}");
        foreach (var copy in copies)
        {
            copy.Attempt(new CopyState(copy.Home, 0), change);
            _copies.Add((number, copy.Home), copy);
        }

        return copies;
    }

    /// <summary>A broker handed out a message.</summary>
    /// <returns>The copy; null when there is none that it can be.</returns>
    public Copy? Show(string queue, Delivery delivery)
    {
        var number = Body.Read(delivery.Body.Span);
        var home = queue.EndsWith(DeadSuffix, StringComparison.Ordinal) ? queue[..^DeadSuffix.Length] : queue;
        if (number is null || !_copies.TryGetValue((number.Value, home), out var copy))
        {
            Complain($"{queue} hands out what was never published or is long settled: {number?.ToString() ?? "bytes of no message"}");
            return null;
        }

        tell($"{queue} hands out {number}, failed {delivery.Failed} times");
        var isNew = !copy.WasSeen;
        if (delivery.MessageId != Body.IdOf(number.Value) || (delivery.Durability == Durability.Flushed) != copy.IsFlushed)
        {
            Complain($"message {number} of {home} has another's id or durability: {delivery.MessageId}, {delivery.Durability}");
        }

        if ((copy.Show(new CopyState(queue, delivery.Failed), Now) ?? OrderOf(queue).Show(copy, isNew)) is { } wrong)
        {
            Expect(copy, wrong);
            return null;
        }

        if (queue == home)
        {
            // Where it was a dead letter, it is none any more: a power cut took its death back, and the next one gives it another place.
            OrderOf(home + DeadSuffix).Forget(copy);
        }

        return copy;
    }

    /// <summary>Somebody gave a message back, and the broker has it: it stands in its old place.</summary>
    public void Return(Copy copy, string queue)
    {
        copy.LetGo();
        OrderOf(queue).Return(copy);
    }

    /// <summary>What is known of an inbox key.</summary>
    public Copy Claim(InboxKey key)
    {
        if (!_claims.TryGetValue(key, out var claim))
        {
            claim = new Copy((long)key.Low, "the inbox", isFlushed: false, isOrdered: false);
            _claims.Add(key, claim);
        }

        return claim;
    }

    /// <summary>Something was looked at.</summary>
    /// <param name="copy">What.</param>
    /// <param name="wrong">What is wrong with what was seen; null when nothing is.</param>
    public void Expect(Copy copy, string? wrong)
    {
        if (wrong is not null)
        {
            Complain($"{copy.Number} of {copy.Home}: {wrong}");
        }
    }

    /// <summary>Everything rests: what was given back is back.</summary>
    public void Rest()
    {
        foreach (var copy in _copies.Values)
        {
            copy.Rest();
        }
    }

    /// <summary>Everything rests, and nothing hinders it.</summary>
    /// <param name="queue">A queue.</param>
    /// <param name="hasRoom">Whether somebody there would take a message.</param>
    public void ExpectHandedOut(string queue, bool hasRoom)
    {
        var now = Now;
        var order = OrderOf(queue);
        foreach (var copy in _copies.Values)
        {
            if (copy.IsReadyIn(queue, now))
            {
                if (hasRoom)
                {
                    Complain($"message {copy.Number} waits in {queue}, and nobody hands it out");
                }

                order.Return(copy);
            }
        }
    }

    /// <summary>The process ended, or its machine.</summary>
    public void Crash(bool powerCut)
    {
        tell(powerCut ? "the power is cut" : "the process ends");
        foreach (var copy in _copies.Values.Concat(_claims.Values))
        {
            copy.Crash(powerCut, Now);
        }

        foreach (var order in _orders.Values)
        {
            order.Crash();
        }
    }

    /// <summary>A process has begun, and made durable what it found.</summary>
    public void Recover()
    {
        foreach (var copy in _copies.Values.Concat(_claims.Values))
        {
            copy.Recover();
        }

        foreach (var settled in _copies.Where(static copy => copy.Value.IsSettled).Select(static copy => copy.Key).ToList())
        {
            _copies.Remove(settled);
        }

        foreach (var (queue, order) in _orders)
        {
            foreach (var copy in _copies.Values.Where(copy => order.Knows(copy) && copy.IsInPlaceIn(queue)))
            {
                order.Return(copy);
            }
        }
    }

    /// <summary>Everything that there was has been handed out and settled.</summary>
    public void End()
    {
        foreach (var copy in _copies.Values)
        {
            Expect(copy, copy.Miss());
        }
    }

    /// <summary>A record was confirmed.</summary>
    public void Confirm(Change change, IEnumerable<Copy> copies)
    {
        IsEstablished |= change.IsFlushed;
        foreach (var copy in copies)
        {
            tell($"confirmed: {copy.Number} of {copy.Home}");
            copy.Confirm(change, Now);
        }
    }

    public void Complain(string violation) => Violation ??= violation;

    private QueueOrder OrderOf(string queue)
    {
        if (!_orders.TryGetValue(queue, out var order))
        {
            order = new QueueOrder();
            _orders.Add(queue, order);
        }

        return order;
    }
}
