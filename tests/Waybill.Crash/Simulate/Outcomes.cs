using Waybill.Crash.Simulate.Model;
using Waybill.Transports;

namespace Waybill.Crash.Simulate;

/// <summary>What a user decides of what it was handed out. The ledger hears of everything before the broker does.</summary>
/// <param name="transport">The broker, opened.</param>
/// <param name="world">What outlives it.</param>
/// <param name="publications">What else is published.</param>
/// <param name="habit">What the user likes to do.</param>
/// <param name="marks">Whether the user says what it handles.</param>
internal sealed class Outcomes(ITransport transport, World world, Publications publications, Habit habit, bool marks)
{
    // Two messages share an inbox key.
    private const int Sharers = 2;
    private static readonly TimeSpan s_retention = TimeSpan.FromDays(1_000);

    private readonly Ledger _ledger = world.Ledger;
    private readonly Random _random = world.Random;
    private readonly List<Asking> _asking = [];

    /// <summary>Whether the user has said of anything that it handles it.</summary>
    public bool HasMarked { get; private set; }

    /// <summary>Decides of a message.</summary>
    /// <param name="consumer">Who has it.</param>
    /// <param name="held">The message.</param>
    /// <param name="mayPublish">Whether there is room for what it publishes.</param>
    public void Decide(Consumer consumer, Held held, bool mayPublish)
    {
        if (marks && _random.Next(8) == 0)
        {
            HasMarked = true;
            consumer.BeginHandling(held);
            return;
        }

        var chance = _random.Next(100);
        if (chance < habit.Fails)
        {
            Fail(consumer, held);
        }
        else if (chance < habit.Fails + habit.Answers && mayPublish)
        {
            Answer(consumer, held);
        }
        else if (_random.Next(3) == 0 && consumer.Queue == Topologies.One)
        {
            consumer.Keep(held);
            var key = new InboxKey(0, (ulong)(held.Copy.Number / Sharers));
            _asking.Add(
                new Asking(consumer, held, key, transport.Inbox!.ReserveAsync(consumer.Queue, held.Token, key, CancellationToken.None))
            );
        }
        else
        {
            Complete(consumer, held);
        }

        if (_random.Next(10) == 0 && consumer.Waiting.All(waiting => waiting != held) && _asking.All(asking => asking.Held != held))
        {
            consumer.SettleLate(Late(held.Token));
        }
    }

    /// <summary>An outcome of a lease that is over.</summary>
    public Outcome Late(DeliveryToken token) =>
        _random.Next(4) switch
        {
            0 => new Outcome { Token = token, Kind = OutcomeKind.Release },
            1 => new Outcome { Token = token, Kind = OutcomeKind.Retry },
            2 => new Outcome
            {
                Token = token,
                Kind = OutcomeKind.Complete,
                Outgoing = publications.Ghost(),
            },
            _ => new Outcome { Token = token, Kind = OutcomeKind.Complete },
        };

    public void Complete(Consumer consumer, Held held, OutcomeKind kind = OutcomeKind.Complete)
    {
        var change = new Change(held.Copy.IsFlushed);
        held.Copy.Attempt(CopyState.Absent, change);
        consumer.Settle(held, new Outcome { Token = held.Token, Kind = kind }, change, [held.Copy]);
    }

    /// <summary>Looks what has been answered.</summary>
    /// <param name="mayFail">Whether the device gave the broker a reason to fail.</param>
    public void Look(bool mayFail)
    {
        foreach (var asking in _asking.Where(static asking => asking.Answer.IsCompleted).ToList())
        {
            _asking.Remove(asking);
            if (asking.Answer.IsCompletedSuccessfully)
            {
                SettleOnce(asking, asking.Answer.Result);
            }
            else if (!mayFail)
            {
                _ledger.Complain($"the inbox does not answer: {asking.Answer.AsTask().Exception?.InnerException}");
            }
        }
    }

    private void Fail(Consumer consumer, Held held)
    {
        switch (_random.Next(10))
        {
            case 0:
                held.IsAbandoned = true;
                break;
            case < 3:
                consumer.Settle(held, new Outcome { Token = held.Token, Kind = OutcomeKind.Release }, change: null, []);
                break;
            case < 5 when consumer.Queue == held.Copy.Home:
                Kill(consumer, held);
                break;
            default:
                Retry(consumer, held);
                break;
        }
    }

    private void Retry(Consumer consumer, Held held)
    {
        var delay = TimeSpan.FromMilliseconds(_random.Next(2) * _random.Next(30_000));
        var change = new Change(held.Copy.IsFlushed);
        held.Copy.Attempt(new CopyState(consumer.Queue, held.Failed + 1), change, _ledger.BrokerNow, (long)delay.TotalMilliseconds);
        var outcome = new Outcome
        {
            Token = held.Token,
            Kind = OutcomeKind.Retry,
            Delay = delay,
        };
        consumer.Settle(held, outcome, change, [held.Copy]);
    }

    private static void Kill(Consumer consumer, Held held)
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
    private void Answer(Consumer consumer, Held held)
    {
        var isFlushed = _random.Next(2) == 0;
        var change = new Change(held.Copy.IsFlushed || isFlushed);
        var copies = new List<Copy> { held.Copy };
        var batch = publications.Batch(_random.Next(1, 3), change, isFlushed, isOrdered: false, copies, out var bytes);
        held.Copy.Attempt(CopyState.Absent, change);
        var outcome = new Outcome
        {
            Token = held.Token,
            Kind = OutcomeKind.Complete,
            Outgoing = batch,
        };
        consumer.Settle(held, outcome, change, copies, bytes);
    }

    // The inbox has said whether its key was claimed.
    private void SettleOnce(Asking asking, InboxReservation reservation)
    {
        var (consumer, held, key, _) = asking;
        if (consumer.IsDisposed)
        {
            // The message is not its any more, whatever was said.
            return;
        }

        var claim = _ledger.Claim(key);
        switch (reservation)
        {
            case InboxReservation.Reserved:
                _ledger.Expect(claim, claim.Miss());
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
                _ledger.Expect(claim, claim.Show(Ledger.Claimed, _ledger.Now));
                claim.LetGo();
                Complete(consumer, held, OutcomeKind.CompleteDuplicate);
                break;
            // A broker that has failed has no leases any more.
            case InboxReservation.StaleLease when consumer.IsFaulted:
                break;
            default:
                _ledger.Complain(
                    $"message {held.Copy.Number} of {consumer.Queue} asks for its key in time and the answer is {reservation}"
                );
                break;
        }
    }

    private sealed record Asking(Consumer Consumer, Held Held, InboxKey Key, ValueTask<InboxReservation> Answer);
}
