namespace Waybill.Transports;

/// <summary>How a receiver takes a queue's deliveries.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Prefetch">How many deliveries may be unsettled at once, 1 to 65,535.</param>
/// <param name="PrefetchBytes">How many bytes of bodies may be unsettled at once; one message is always let through.</param>
public sealed record ReceiverOptions(string Queue, int Prefetch, int PrefetchBytes)
{
    /// <summary>Whether messages in memory may come by <see cref="IReceiver.Handover"/>. They have no lease, and so cannot reserve inbox keys.</summary>
    public bool Handover { get; init; }
}
