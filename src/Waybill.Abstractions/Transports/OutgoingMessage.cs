namespace Waybill.Transports;

/// <summary>An encoded message on its way to a transport. It borrows the caller's buffers: a transport copies what it keeps before it returns.</summary>
public readonly ref struct OutgoingMessage
{
    /// <summary>The exchange or queue.</summary>
    public required PublishTarget Target { get; init; }

    /// <summary>The message's type.</summary>
    public required MessageDescriptor Type { get; init; }

    /// <summary>The message's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it was published, in milliseconds since 1970-01-01 UTC.</summary>
    public required long TimestampMilliseconds { get; init; }

    /// <summary>The effective durability: the strongest that message, exchange or options asked for.</summary>
    public required Durability Durability { get; init; }

    /// <summary>The routing key as UTF-8, at most 255 bytes.</summary>
    public required ReadOnlySpan<byte> RoutingKey { get; init; }

    /// <summary>The message's bytes: Protobuf, or what the header <c>content-type</c> says.</summary>
    public required ReadOnlySpan<byte> Body { get; init; }

    /// <summary>The application's headers, and <c>content-type</c> where the bytes are no Protobuf; null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The producer whose sequence this publish advances; null for none.</summary>
    public ProducerHandle? Producer { get; init; }

    /// <summary>The sequence number; counts only with a producer.</summary>
    public long Sequence { get; init; }
}
