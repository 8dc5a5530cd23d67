using Waybill.Crash.Simulate.Model;
using Waybill.Transports;

namespace Waybill.Crash.Simulate;

/// <summary>Has what a queue hands out until the user decides what becomes of it.</summary>
/// <param name="options">How it takes what a queue hands out.</param>
/// <param name="ledger">What is told of everything.</param>
internal sealed class Consumer(ReceiverOptions options, Ledger ledger) : IDeliverySink
{
    private const int MostRemembered = 8;

    private readonly List<Held> _waiting = [];
    private readonly List<Held> _kept = [];
    private readonly Dictionary<DeliveryToken, Asked> _asked = [];

    // Leases that are over.
    private readonly List<DeliveryToken> _over = [];
    private IReceiver? _receiver;
    private bool _isGivingUp;
    private bool _mayRefuse;

    public string Queue => options.Queue;

    /// <summary>What waits for a decision.</summary>
    public IReadOnlyList<Held> Waiting => _waiting;

    /// <summary>Leases that are over.</summary>
    public IReadOnlyList<DeliveryToken> Over => _over;

    /// <summary>How many outcomes wait for their answer.</summary>
    public int Unanswered => _asked.Values.Sum(static asked => asked.Late + (asked.First is null ? 0 : 1));

    /// <summary>How much they publish.</summary>
    public int AskedBytes => _asked.Values.Sum(static asked => asked.First?.Bytes ?? 0);

    /// <summary>Whether the transport said that it failed.</summary>
    public bool IsFaulted { get; private set; }

    /// <summary>Nobody listens any more: the process has ended.</summary>
    public bool IsDead { get; set; }

    /// <summary>It takes nothing more.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>It was given up.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>Whether it would take a message more.</summary>
    public bool HasRoom => !IsStopped && !IsDisposed && Count < options.Prefetch && (Count == 0 || HeldBytes < options.PrefetchBytes);

    private int Count => _waiting.Count + _kept.Count + _asked.Values.Count(static asked => asked.First is not null);

    private int HeldBytes { get; set; }

    public void Attach(IReceiver receiver) => _receiver = receiver;

    public void BeginHandling(Held held) => _receiver!.BeginHandling(held.Delivery);

    /// <summary>A decision was made, and its outcome comes later.</summary>
    public void Keep(Held held)
    {
        _waiting.Remove(held);
        _kept.Add(held);
    }

    /// <summary>Asks that leases begin anew.</summary>
    public void Renew(Held held)
    {
        ledger.Tell($"renew {held.Copy.Number} of {Queue}");
        held.AskToRenew(ledger.BrokerNow);
        _receiver!.Renew([held.Token]);
    }

    /// <summary>Takes nothing more.</summary>
    public void Stop()
    {
        ledger.Tell($"stop a receiver of {Queue}");
        IsStopped = true;
        _receiver!.Stop();
    }

    /// <summary>Gives everything back.</summary>
    public void Dispose()
    {
        ledger.Tell($"dispose of a receiver of {Queue}");
        IsDisposed = true;
        _ = _receiver!.DisposeAsync().AsTask();
        GiveBack();
    }

    /// <summary>Hands in an outcome.</summary>
    /// <param name="held">What it is of.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="change">What it changes; null: nothing.</param>
    /// <param name="changed">In what.</param>
    /// <param name="bytes">How much it publishes.</param>
    public void Settle(Held held, Outcome outcome, Change? change, IReadOnlyList<Copy> changed, int bytes = 0)
    {
        ledger.Tell($"{outcome.Kind} {held.Copy.Number} of {Queue}");
        if (Body.Read(held.Delivery.Body.Span) != held.Copy.Number)
        {
            ledger.Complain($"the bytes of message {held.Copy.Number} of {Queue} changed while somebody had it");
        }

        _waiting.Remove(held);
        _kept.Remove(held);
        AskedOf(outcome.Token).First = new Asked.Effect(held.Copy, outcome.Kind, change, changed, bytes);
        _receiver!.Settle(outcome);
    }

    /// <summary>Hands in an outcome of a lease that is over, or settled already: it is answered as stale, and changes nothing.</summary>
    public void SettleLate(Outcome outcome)
    {
        ledger.Tell($"{outcome.Kind} in {Queue}, too late");
        AskedOf(outcome.Token).Late++;
        _receiver!.Settle(outcome);
    }

    /// <summary>From now on outcomes that wait may be refused: the broker closes, and has no room for them.</summary>
    public void AllowRefusals() => _mayRefuse = true;

    /// <summary>Everything rests.</summary>
    public void Rest()
    {
        if (IsDisposed)
        {
            _isGivingUp = true;
            _over.AddRange(_waiting.Concat(_kept).Select(static held => held.Token));
            _waiting.Clear();
            _kept.Clear();
        }

        foreach (var held in _waiting)
        {
            held.Rest(ledger.Now);
            if (held.MustEnd(ledger.Now))
            {
                ledger.Complain($"nobody has message {held.Copy.Number} of {Queue} any more, and its lease does not end");
            }
        }
    }

    public void OnDeliveries(ReadOnlySpan<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            if (IsDead)
            {
                return;
            }

            if (IsStopped || _isGivingUp)
            {
                ledger.Complain($"{Queue} hands out a message to somebody who has stopped");
            }
            else if (!HasRoom && !IsDisposed)
            {
                ledger.Complain($"{Queue} hands out more than was asked for");
            }

            if (ledger.Show(Queue, delivery) is { } copy)
            {
                _waiting.Add(new Held(copy, delivery, ledger.Now, ledger.BrokerNow));
                HeldBytes += delivery.Body.Length;
            }
        }

        if (IsDisposed)
        {
            GiveBack();
        }
    }

    public void OnSettled(DeliveryToken token, SettlementResult result)
    {
        if (IsDead)
        {
            return;
        }

        ledger.Tell($"{Queue} answers {result}");
        var asked = _asked.GetValueOrDefault(token);
        if (asked is null || asked is { First: null, Late: 0 })
        {
            ledger.Complain($"{Queue} answers an outcome that was not handed in, or answers it twice");
        }
        else if (result == SettlementResult.Settled)
        {
            OnSettled(asked);
        }
        else if (asked.Late > 0)
        {
            asked.Late--;
        }
        else if (_mayRefuse)
        {
            OnRefused(asked.First!);
            asked.First = null;
        }
        else
        {
            ledger.Complain($"message {asked.First!.Copy.Number} of {Queue} is settled in time and the answer is {result}");
        }

        void OnSettled(Asked asked)
        {
            if (asked.First is not { } effect)
            {
                ledger.Complain($"{Queue} settles what had been settled, or was nobody's any more");
                return;
            }

            asked.First = null;
            Forget(effect, token);
            if (effect.Change is { } change)
            {
                ledger.Confirm(change, effect.Changed);
            }

            if (effect.Kind == OutcomeKind.Release)
            {
                ledger.Return(effect.Copy, Queue);
            }
            else
            {
                effect.Copy.LetGo();
            }
        }
    }

    private void OnRefused(Asked.Effect effect)
    {
        if (effect.Change is { } change)
        {
            foreach (var copy in effect.Changed)
            {
                copy.Refuse(change);
            }
        }
    }

    public bool StillHolds(DeliveryToken token)
    {
        if (IsDisposed)
        {
            return false;
        }

        var waiting = _waiting.Find(held => held.Token == token);
        if (waiting is { IsAbandoned: false })
        {
            waiting.Renew(ledger.Now, ledger.BrokerNow);
            return true;
        }

        return _kept.Any(held => held.Token == token) || _asked.GetValueOrDefault(token)?.First is not null;
    }

    public void OnLeaseLost(DeliveryToken token)
    {
        if (IsDead)
        {
            return;
        }

        var lost = _waiting.Find(held => held.Token == token);
        if (lost is not { IsAbandoned: true } || IsDisposed)
        {
            ledger.Complain($"{Queue} ends the lease of what is held");
            return;
        }

        if (!lost.MayEnd(ledger.Now))
        {
            ledger.Complain($"{Queue} ends the lease of message {lost.Copy.Number} {lost.LeftAt(ledger.Now)} ms before its time");
        }

        ledger.Tell($"{Queue} ends the lease of {lost.Copy.Number}");
        _waiting.Remove(lost);
        HeldBytes -= lost.Delivery.Body.Length;
        Remember(token);
        lost.Copy.LetGo();
        lost.Copy.Attempt(new CopyState(Queue, lost.Failed + 1), new Change(lost.Copy.IsFlushed));
    }

    public void OnFaulted(Exception exception) => IsFaulted = true;

    private Asked AskedOf(DeliveryToken token)
    {
        if (!_asked.TryGetValue(token, out var asked))
        {
            asked = new Asked();
            _asked.Add(token, asked);
        }

        return asked;
    }

    private void Forget(Asked.Effect effect, DeliveryToken token)
    {
        HeldBytes -= Body.Of(effect.Copy.Number).Length;
        Remember(token);
    }

    private void Remember(DeliveryToken token)
    {
        _over.Add(token);
        if (_over.Count > MostRemembered)
        {
            _over.RemoveAt(0);
        }
    }

    private void GiveBack()
    {
        foreach (var held in _waiting.Concat(_kept))
        {
            held.Copy.GiveBack();
        }
    }
}
