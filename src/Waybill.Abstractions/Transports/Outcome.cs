namespace Waybill.Transports;

/// <summary>A settlement with all that belongs to it. It becomes durable as a whole or not at all.</summary>
public sealed class Outcome
{
    /// <summary>The lease that is settled.</summary>
    public required DeliveryToken Token { get; init; }

    /// <summary>What to do with the message.</summary>
    public required OutcomeKind Kind { get; init; }

    /// <summary>For a retry: how long the message is set aside.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>For a dead letter or a discard: why.</summary>
    public DeathReason Reason { get; init; }

    /// <summary>For a dead letter, a discard or a retry: what the handler threw, if it did.</summary>
    public Exception? Exception { get; init; }

    /// <summary>The inbox key to claim with a completion; it must have been reserved under the same token.</summary>
    public InboxKey? InboxKey { get; init; }

    /// <summary>How long the claimed key is remembered.</summary>
    public TimeSpan InboxRetention { get; init; }

    /// <summary>The publishes that belong to a completion; the transport takes them over. They are dropped with a stale lease.</summary>
    public OutgoingBatch? Outgoing { get; init; }
}
