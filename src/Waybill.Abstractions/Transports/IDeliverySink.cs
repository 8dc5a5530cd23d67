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

    /// <summary>A lease ended without being settled: the message will come again, to somebody. A later outcome for it is stale.</summary>
    void OnLeaseLost(DeliveryToken token);

    /// <summary>The transport failed for good; nothing that is unsettled can be settled any more.</summary>
    void OnFaulted(Exception exception);
}
