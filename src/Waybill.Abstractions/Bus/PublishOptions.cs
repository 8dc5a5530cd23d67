namespace Waybill;

/// <summary>Options of one publish. Immutable; may be shared between publishes and threads.</summary>
public sealed record PublishOptions
{
    /// <summary>The message's id (header <c>waybill-id</c>); by default a new UUIDv7.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>The least durability of this publish. It can only strengthen what the message and its exchange ask for.</summary>
    public Durability? Durability { get; init; }

    /// <summary>Application headers; headers exchanges route by them. Names that begin with <c>waybill-</c> are the broker's own and are refused.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
