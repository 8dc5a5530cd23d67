using Waybill.Transports;

namespace Waybill.Crash.Simulate.Model;

/// <summary>
/// What a broker may have after everything that it was asked for and answered, over all its lives: confirmed, uncertain, settled. Says what is wrong with what it hands out.
/// </summary>
internal sealed class Ledger(Action<string> tell)
{
    public const string DeadSuffix = ".dead";

    /// <summary>The state of an inbox key that was claimed.</summary>
    public static CopyState Claimed { get; } = new("the inbox", 0);

    private readonly Dictionary<(long Number, string Home), Copy> _copies = [];
    private readonly Dictionary<InboxKey, Copy> _claims = [];
    private readonly Dictionary<string, long> _lastNew = [];

    /// <summary>Is told of everything.</summary>
    public Action<string> Tell => tell;

    /// <summary>The first thing that was wrong; null: nothing.</summary>
    public string? Violation { get; private set; }

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
    public Copy? Show(string queue, Delivery delivery, long now)
    {
        var number = Body.Read(delivery.Body.Span);
        var home = queue.EndsWith(DeadSuffix, StringComparison.Ordinal) ? queue[..^DeadSuffix.Length] : queue;
        if (number is null || !_copies.TryGetValue((number.Value, home), out var copy))
        {
            Complain($"{queue} hands out what was never published or is long settled: {number?.ToString() ?? "bytes of no message"}");
            return null;
        }

        tell($"{queue} hands out {number}, failed {delivery.Failed} times");
        var wasSeen = copy.WasSeen;
        if (delivery.MessageId != Body.IdOf(number.Value) || (delivery.Durability == Durability.Flushed) != copy.IsFlushed)
        {
            Complain($"message {number} of {home} has another's id or durability: {delivery.MessageId}, {delivery.Durability}");
        }

        if (copy.Show(new CopyState(queue, delivery.Failed), now) is { } wrong)
        {
            Expect(copy, wrong);
            return null;
        }

        if (!wasSeen && copy.IsOrdered)
        {
            if (_lastNew.GetValueOrDefault(queue, -1) > number)
            {
                Complain($"{queue} hands out {number} behind {_lastNew[queue]}");
            }

            _lastNew[queue] = number.Value;
        }

        return copy;
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

    /// <summary>The process ended, or its machine.</summary>
    public void Crash(bool powerCut)
    {
        tell(powerCut ? "the power is cut" : "the process ends");
        foreach (var copy in _copies.Values.Concat(_claims.Values))
        {
            copy.Crash(powerCut);
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
        foreach (var copy in copies)
        {
            tell($"confirmed: {copy.Number} of {copy.Home}");
            copy.Confirm(change);
        }
    }

    public void Complain(string violation) => Violation ??= violation;
}
