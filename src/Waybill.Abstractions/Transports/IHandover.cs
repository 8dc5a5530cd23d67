using System.Diagnostics.CodeAnalysis;

namespace Waybill.Transports;

/// <summary>
/// A queue's messages of durability <see cref="Durability.Memory"/>, from the hand of their publisher to a consumer of the same process, which takes them
/// itself. They are not leased, and their token is empty: such a message lives as long as the process, and so does whoever took it. Thread-safe.
/// </summary>
public interface IHandover
{
    /// <summary>Whether nothing is to be taken now: nothing waits, or as many outcomes as the prefetch are on their way.</summary>
    bool IsEmpty { get; }

    /// <summary>Takes the message that has waited longest. Every one that is taken must be completed or settled, once.</summary>
    bool TryTake([NotNullWhen(true)] out Delivery? delivery);

    /// <summary>A taken message was handled, and nothing is published with that.</summary>
    void Complete(Delivery delivery);

    /// <summary>
    /// Hands in any outcome of a taken message; never waits, and is not answered. A message that is tried again or given back comes by
    /// <see cref="IDeliverySink.OnDeliveries"/> from then on.
    /// </summary>
    void Settle(Delivery delivery, Outcome outcome);
}
