using Waybill.Transports;

namespace Waybill.Runtime.Dispatch;

/// <summary>
/// A delivery from its arrival to the answer to its outcome, buffered or with a running handler. The sink's thread, the handler's and the renewal's
/// meet here; every member is safe for all of them.
/// </summary>
/// <param name="delivery">What the transport handed out.</param>
/// <param name="slot">Its place among the held ones.</param>
/// <param name="arrived">When it arrived: a timestamp of the time provider.</param>
internal sealed class HeldDelivery(Delivery delivery, int slot, long arrived)
{
    /// <summary>The slot of what was handed over: it is held by its call alone.</summary>
    public const int NoSlot = -1;

    // Made when somebody asks for its token: most handlers never do. Never disposed: it owns no timer and no wait handle, and so nobody can race with its end.
    private CancellationTokenSource? _cancellation;
    private int _reason;
    private int _capReached;
    private volatile bool _leaseLost;
    private volatile bool _settling;
    private volatile bool _abandoned;

    public Delivery Delivery { get; } = delivery;

    public int Slot { get; } = slot;

    public long Arrived { get; } = arrived;

    /// <summary>When its call has to have ended: a timestamp of the time provider. Set before the call is seen by others.</summary>
    public long Deadline { get; set; }

    public CancellationToken CancellationToken => (Volatile.Read(ref _cancellation) ?? CreateCancellation()).Token;

    public CancelReason Reason => (CancelReason)Volatile.Read(ref _reason);

    /// <summary>Whether the message is somebody else's now; what was read of its body afterwards may be anything.</summary>
    public bool LeaseLost => _leaseLost;

    public bool NeedsRenewal => !_settling && !_leaseLost;

    /// <summary>Whether its outcome could not be handed in: nobody will settle it.</summary>
    public bool IsAbandoned => _abandoned;

    /// <summary>What was handed in; meaningful once it was answered.</summary>
    public OutcomeKind Outcome { get; private set; }

    /// <summary>Cancels the token; its callbacks run on the thread pool.</summary>
    /// <returns>False when it was cancelled before.</returns>
    public bool Cancel(CancelReason reason)
    {
        if (Interlocked.CompareExchange(ref _reason, (int)reason, (int)CancelReason.None) != (int)CancelReason.None)
        {
            return false;
        }

        // The exchange above is a full fence: this side sees the source, or its maker sees the reason.
        _ = Volatile.Read(ref _cancellation)?.CancelAsync();
        return true;
    }

    /// <summary>Cancels a delivery that was held for too long.</summary>
    /// <returns>True the first time.</returns>
    public bool ReachCap()
    {
        Cancel(CancelReason.LeaseCap);
        return Interlocked.Exchange(ref _capReached, 1) == 0;
    }

    public void LoseLease()
    {
        _leaseLost = true;
        Cancel(CancelReason.LeaseLost);
    }

    public void Abandon() => _abandoned = true;

    public void BeginSettling(OutcomeKind outcome)
    {
        Outcome = outcome;
        _settling = true;
    }

    private CancellationTokenSource CreateCancellation()
    {
        var made = new CancellationTokenSource();
        if (Interlocked.CompareExchange(ref _cancellation, made, null) is { } other)
        {
            return other;
        }

        if (Reason != CancelReason.None)
        {
            _ = made.CancelAsync();
        }

        return made;
    }
}
