using Waybill.Crash.Simulate.Model;
using Waybill.Transports;

namespace Waybill.Crash.Simulate;

/// <summary>Has what a queue hands out until the user decides what becomes of it.</summary>
/// <param name="queue">The queue.</param>
/// <param name="ledger">What is told of everything.</param>
/// <param name="now">The time, in milliseconds.</param>
internal sealed class Consumer(string queue, Ledger ledger, Func<long> now) : IDeliverySink
{
    private readonly List<Held> _waiting = [];
    private readonly HashSet<DeliveryToken> _kept = [];
    private readonly Dictionary<DeliveryToken, Asked> _asked = [];
    private IReceiver? _receiver;

    public string Queue => queue;

    /// <summary>What waits for a decision.</summary>
    public IReadOnlyList<Held> Waiting => _waiting;

    /// <summary>How many outcomes wait for their answer.</summary>
    public int Unanswered => _asked.Count;

    /// <summary>How much they publish.</summary>
    public int AskedBytes => _asked.Values.Sum(static asked => asked.Bytes);

    /// <summary>Whether the transport said that it failed.</summary>
    public bool IsFaulted { get; private set; }

    /// <summary>Nobody listens any more: the process has ended.</summary>
    public bool IsDead { get; set; }

    public void Attach(IReceiver receiver) => _receiver = receiver;

    public void BeginHandling(Held held) => _receiver!.BeginHandling(held.Delivery);

    /// <summary>A decision was made, and its outcome comes later.</summary>
    public void Keep(Held held)
    {
        _waiting.Remove(held);
        _kept.Add(held.Token);
    }

    /// <summary>Hands in an outcome.</summary>
    /// <param name="held">What it is of.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="change">What it changes; null: nothing.</param>
    /// <param name="changed">In what.</param>
    /// <param name="bytes">How much it publishes.</param>
    public void Settle(Held held, Outcome outcome, Change? change, IReadOnlyList<Copy> changed, int bytes = 0)
    {
        ledger.Tell($"{outcome.Kind} {held.Copy.Number} of {queue}");
        if (Body.Read(held.Delivery.Body.Span) != held.Copy.Number)
        {
            ledger.Complain($"the bytes of message {held.Copy.Number} of {queue} changed while somebody had it");
        }

        _waiting.Remove(held);
        _kept.Remove(held.Token);
        _asked.Add(outcome.Token, new Asked(held.Copy, change, changed, bytes));
        _receiver!.Settle(outcome);
    }

    public void OnDeliveries(ReadOnlySpan<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            if (!IsDead && ledger.Show(queue, delivery, now()) is { } copy)
            {
                _waiting.Add(new Held(copy, delivery));
            }
        }
    }

    public void OnSettled(DeliveryToken token, SettlementResult result)
    {
        if (IsDead)
        {
            return;
        }

        if (!_asked.Remove(token, out var asked))
        {
            ledger.Complain($"{queue} answers an outcome that was not handed in, or answers it twice");
        }
        else if (result != SettlementResult.Settled)
        {
            ledger.Complain($"message {asked.Copy.Number} of {queue} is settled in time and the answer is {result}");
        }
        else
        {
            asked.Copy.IsHeld = false;
            if (asked.Change is { } change)
            {
                ledger.Confirm(change, asked.Changed);
            }
        }
    }

    public bool StillHolds(DeliveryToken token) =>
        _asked.ContainsKey(token) || _kept.Contains(token) || _waiting.Any(held => held.Token == token && !held.IsAbandoned);

    public void OnLeaseLost(DeliveryToken token)
    {
        if (IsDead)
        {
            return;
        }

        var lost = _waiting.Find(held => held.Token == token);
        if (lost is not { IsAbandoned: true })
        {
            ledger.Complain($"{queue} ends the lease of what is held");
            return;
        }

        _waiting.Remove(lost);
        lost.Copy.IsHeld = false;
        lost.Copy.Attempt(new CopyState(queue, lost.Failed + 1), new Change(lost.Copy.IsFlushed));
    }

    public void OnFaulted(Exception exception) => IsFaulted = true;

    /// <summary>A message that was handed out.</summary>
    internal sealed class Held(Copy copy, Delivery delivery)
    {
        public Copy Copy => copy;

        public Delivery Delivery => delivery;

        public DeliveryToken Token => delivery.Token;

        public int Failed => delivery.Failed;

        /// <summary>Its handler is gone: the lease ends in its time.</summary>
        public bool IsAbandoned { get; set; }
    }

    private sealed record Asked(Copy Copy, Change? Change, IReadOnlyList<Copy> Changed, int Bytes);
}
