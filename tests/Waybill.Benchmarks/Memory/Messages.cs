namespace Waybill.Benchmarks.Memory;

internal static class MemoryNames
{
    [Exchange(ExchangeType.Direct)]
    public const string Exchange = "memory";

    [Queue]
    public const string Small = "memory.small";

    [Queue]
    public const string SmallScoped = "memory.small.scoped";

    [Queue]
    public const string Order = "memory.order";
}

/// <summary>A small message.</summary>
[Message(MemoryNames.Exchange, "small", Durability = Durability.Memory)]
public sealed partial record Small(long Number, int Kind, double Value);

/// <summary>The small message, for the handler with a scope.</summary>
[Message(MemoryNames.Exchange, "small.scoped", Durability = Durability.Memory)]
public sealed partial record SmallScoped(long Number, int Kind, double Value);

/// <summary>An order with three lines.</summary>
[Message(MemoryNames.Exchange, "order", Durability = Durability.Memory)]
public sealed partial record OrderCreated(
    string OrderId,
    string UserId,
    string Region,
    decimal Amount,
    DateTimeOffset CreatedAt,
    OrderLine[] Lines
)
{
    /// <summary>An order like any other.</summary>
    public static OrderCreated Example(long number) =>
        new(
            "ORD-000123",
            "USR-000042",
            "eu",
            99.99m + number,
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
            [new("SKU-1", 1, 9.99m), new("SKU-2", 2, 19.99m), new("SKU-3", 3, 29.99m)]
        );
}

/// <summary>A line of an order.</summary>
[Message]
public sealed partial record OrderLine(string Sku, int Quantity, decimal Price);
