using Waybill.Crash.Simulate.Model;
using Waybill.Transports;

namespace Waybill.Crash.Simulate;

/// <summary>A message that was handed out, and waits for a decision.</summary>
/// <param name="copy">What it is a copy of.</param>
/// <param name="delivery">The message.</param>
/// <param name="now">When it was handed out.</param>
/// <param name="brokerNow">When that was for the broker.</param>
internal sealed class Held(Copy copy, Delivery delivery, long now, long brokerNow)
{
    // The broker looks at leases in intervals.
    private const long LookMilliseconds = 500;

    // Its clock for them, which nobody sets, has whole milliseconds, and they begin elsewhere than those of the wall clock.
    private const long ClockMilliseconds = 1;

    private long _renewedBefore = now;
    private long _renewedAfter = brokerNow;
    private long _askedAt = long.MinValue;

    public Copy Copy => copy;

    public Delivery Delivery => delivery;

    public DeliveryToken Token => delivery.Token;

    public int Failed => delivery.Failed;

    /// <summary>Its handler is gone: the lease ends in its time.</summary>
    public bool IsAbandoned { get; set; }

    /// <summary>Its lease began anew, when the broker asked.</summary>
    public void Renew(long at, long brokerAt) => (_renewedAfter, _renewedBefore) = (brokerAt, at);

    /// <summary>
    /// The broker was asked to let its lease begin anew, and does so when it comes to it. Whoever asks when it may have ended already may be too late: what one turn ends
    /// was due when it began.
    /// </summary>
    public void AskToRenew(long brokerAt)
    {
        (_renewedAfter, _renewedBefore) = (MayEnd(brokerAt) ? _renewedAfter : brokerAt, long.MaxValue);
        _askedAt = brokerAt;
    }

    /// <summary>The broker has come to everything: a lease that is there still was renewed when that was asked.</summary>
    public void Rest(long at)
    {
        _renewedAfter = Math.Max(_renewedAfter, _askedAt);
        _renewedBefore = Math.Min(_renewedBefore, at);
    }

    /// <summary>Whether its lease may have ended.</summary>
    public bool MayEnd(long at) => LeftAt(at) <= ClockMilliseconds;

    /// <summary>For how many milliseconds its lease must not end yet.</summary>
    public long LeftAt(long at) => _renewedAfter + Topologies.LeaseMilliseconds - at;

    /// <summary>Whether its lease must have ended.</summary>
    public bool MustEnd(long at) => IsAbandoned && at - Topologies.LeaseMilliseconds - LookMilliseconds >= _renewedBefore;
}
