using Waybill.Transports;

namespace Waybill.Broker.Core;

/// <summary>A message that was handed out.</summary>
internal sealed class Lease
{
    public required QueueEntry Entry { get; init; }

    public required DeliveryToken Token { get; init; }

    /// <summary>Who holds it; opaque to the core.</summary>
    public required object Holder { get; init; }

    /// <summary>When it ends unless it is renewed or still held, in milliseconds of a clock that nobody sets.</summary>
    public required long Deadline { get; set; }

    /// <summary>What its holder got, from when it is handed out until it is answered or lost.</summary>
    public Delivery? Delivery { get; set; }

    /// <summary>What the delivery's body lies in; empty when it is nobody's to give back.</summary>
    public byte[] Buffer { get; set; } = [];

    /// <summary>Whether the holder waits for an answer to its outcome.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>Its outcome was accepted and is on its way to the journal: it can neither expire nor be settled again.</summary>
    public bool IsSettling { get; set; }
}
