using System.Collections.Immutable;

namespace Waybill.Messages.Tests.Shapes;

/// <summary>A nested class with required members.</summary>
[Message]
public sealed partial class Address
{
    public required string Street { get; init; }
    public required string City { get; set; }
    public string? Note { get; init; }
}

/// <summary>A nested positional record struct.</summary>
[Message]
public readonly partial record struct Money(decimal Amount, string Currency);

/// <summary>A nested plain struct with fields.</summary>
[Message]
public partial struct Point
{
    public double X;
    public double Y;
}

/// <summary>One line of an order.</summary>
[Message]
public sealed partial record OrderLine(string Sku, int Quantity, Money Price);

/// <summary>Nesting, nullability and a computed property, which is no field.</summary>
[Message("orders", "order.{Region}.created")]
public sealed partial record Order(
    string OrderId,
    string Region,
    Address ShipTo,
    Address? BillTo,
    Money Total,
    Money? Discount,
    OrderLine[] Lines
)
{
    public int LineCount => Lines.Length;
}

/// <summary>Every collection, not nullable.</summary>
[Message]
public sealed partial record Collections(
    int[] Ints,
    List<long> Longs,
    IReadOnlyList<string> Texts,
    ImmutableArray<decimal> Decimals,
    double[] Doubles,
    IReadOnlyList<float> Floats,
    List<bool> Bools,
    Color[] Colors,
    byte[][] Blobs,
    List<Address> Addresses,
    IReadOnlyList<Money> Prices,
    ImmutableArray<OrderLine> Lines,
    Guid[] Guids,
    DateOnly[] Dates,
    Dictionary<string, int> Counts,
    Dictionary<int, OrderLine> ByNumber,
    Dictionary<bool, string> Words,
    Dictionary<long, byte[]> Parts
);

/// <summary>Every collection, nullable: empty reads as null.</summary>
[Message]
public sealed partial record OptionalCollections
{
    public int[]? Ints { get; init; }
    public List<string>? Texts { get; init; }
    public IReadOnlyList<Address>? Addresses { get; init; }
    public ImmutableArray<Money>? Prices { get; init; }
    public Dictionary<string, Address>? ByName { get; init; }
}
