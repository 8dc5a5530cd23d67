using MemoryPack;

namespace Waybill.Benchmarks.Serialization;

/// <summary>An order with three lines: the message that most others resemble.</summary>
[Message]
[MemoryPackable]
public sealed partial record OrderPayload(
    string OrderId,
    string UserId,
    string Region,
    decimal Amount,
    DateTimeOffset CreatedAt,
    OrderPayloadLine[] Lines
)
{
    /// <summary>The one that is measured.</summary>
    public static OrderPayload Example { get; } =
        new(
            "ORD-000123",
            "USR-000042",
            "eu",
            99.99m,
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(1)),
            [new("SKU-1", 1, 9.99m), new("SKU-2", 2, 19.99m), new("SKU-3", 3, 29.99m)]
        );

    /// <summary>Whether all members are the same; of an array, its elements.</summary>
    public bool Equals(OrderPayload? other) =>
        other is not null
        && (OrderId, UserId, Region, Amount) == (other.OrderId, other.UserId, other.Region, other.Amount)
        && CreatedAt.EqualsExact(other.CreatedAt)
        && Lines.AsSpan().SequenceEqual(other.Lines);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(OrderId, UserId, CreatedAt);
}

/// <summary>A line of an order.</summary>
[Message]
[MemoryPackable]
public sealed partial record OrderPayloadLine(string Sku, int Quantity, decimal Price);
