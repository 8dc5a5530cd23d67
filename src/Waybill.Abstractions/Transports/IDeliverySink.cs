namespace Waybill.Transports;

/// <summary>Takes a receiver's deliveries. But for <see cref="OnHandover"/> the transport calls it from one thread at a time. It must not block.</summary>
public interface IDeliverySink
{
    /// <summary>New deliveries: never more unsettled ones than the prefetch allows.</summary>
    void OnDeliveries(ReadOnlySpan<Delivery> deliveries);

    /// <summary>A message waits in <see cref="IReceiver.Handover"/>. Called by publishers, on any number of threads at once.</summary>
    void OnHandover() { }

    /// <summary>
    /// The answer to one outcome. The delivery's buffers are the transport's again. An outcome handed in after the transport was closed is answered as stale,
    /// on the thread of whoever handed it in; after <see cref="OnFaulted"/> none is answered.
    /// </summary>
    void OnSettled(DeliveryToken token, SettlementResult result);

    /// <summary>
    /// Whether a delivery is still held here: it waits for its handler, its handler runs, or its outcome is on its way. A transport that ends leases itself asks
    /// before it ends one, and goes on with the lease of what is held; a renewal that comes late then ends nothing. Must be quick.
    /// </summary>
    /// <returns>False when nobody will settle the delivery any more.</returns>
    bool StillHolds(DeliveryToken token);

    /// <summary>A lease ended without being settled: the message will come again, to somebody. A later outcome for it is stale.</summary>
    void OnLeaseLost(DeliveryToken token);

    /// <summary>The transport failed for good; nothing that is unsettled can be settled any more.</summary>
    void OnFaulted(Exception exception);
}
