namespace Waybill.Runtime.Dispatch;

/// <summary>What a delivery's scope knows of the delivery: it makes the bus that is resolved deep in the scope the outbox. Scoped.</summary>
internal sealed class CurrentDelivery
{
    /// <summary>The outbox; null in a scope that is no delivery's.</summary>
    public IMessageBus? Outbox { get; set; }
}
