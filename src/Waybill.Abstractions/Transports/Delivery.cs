namespace Waybill.Transports;

/// <summary>A leased message. Its body is the transport's memory, valid until the delivery is settled or its lease is lost.</summary>
public sealed class Delivery
{
    /// <summary>Names the lease.</summary>
    public required DeliveryToken Token { get; init; }

    /// <summary>The message's id.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The message type's name on the wire; empty where a foreign producer said none.</summary>
    public required string MessageType { get; init; }

    /// <summary>The publisher's schema fingerprint; 0 where a foreign producer said none.</summary>
    public required ulong Schema { get; init; }

    /// <summary>The routing key.</summary>
    public required string RoutingKey { get; init; }

    /// <summary>The message's bytes: Protobuf or JSON, as its content type says.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>When the message was published.</summary>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>How many attempts failed before.</summary>
    public required int Failed { get; init; }

    /// <summary>How often the message was leased, this lease included, since the transport was opened.</summary>
    public required int Acquired { get; init; }

    /// <summary>How durable the message is.</summary>
    public required Durability Durability { get; init; }

    /// <summary>The application's headers, and <c>content-type</c> where the bytes are no Protobuf; empty when there are none.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }
}
