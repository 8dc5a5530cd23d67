namespace Waybill.Transports;

/// <summary>
/// A subscription to one queue. Thread-safe. Disposing it ends the leases of what it still holds: those deliveries come again, without counting as
/// failed.
/// </summary>
public interface IReceiver : IAsyncDisposable
{
    /// <summary>What the receiver takes itself beside its deliveries; null where it was not asked for, or the transport has no such way.</summary>
    IHandover? Handover => null;

    /// <summary>
    /// The handler of a leased delivery is about to be called: should the process end now, this is one of the messages that may have ended it. Lasts until its outcome is
    /// handed in. Called on the handler's thread, for every delivery: it must be quick and never waits. A transport that keeps no such book leaves it out.
    /// </summary>
    void BeginHandling(Delivery delivery) { }

    /// <summary>Hands in an outcome; never waits. <see cref="IDeliverySink.OnSettled"/> answers when it is as durable as its message.</summary>
    void Settle(Outcome outcome);

    /// <summary>
    /// Renews the leases of deliveries whose handlers are alive. It may come late; a transport in this process asks
    /// <see cref="IDeliverySink.StillHolds"/> as well.
    /// </summary>
    void Renew(ReadOnlySpan<DeliveryToken> tokens);

    /// <summary>Hands out nothing more; what was handed out may still be settled. Cannot be undone.</summary>
    void Stop();
}
