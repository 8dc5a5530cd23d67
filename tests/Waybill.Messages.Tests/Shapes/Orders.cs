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

/// <summary>
/// Sets, immutable collections and read-only views, not nullable. The keys are such that no two of a few have one hash code: where they have, as the long values
/// 0 and -1, the enumerators of .NET's immutable sets and maps allocate.
/// </summary>
[Message]
public sealed partial record MoreCollections(
    HashSet<int> IntSet,
    HashSet<string> TextSet,
    HashSet<Money> PriceSet,
    IReadOnlyCollection<long> Longs,
    IReadOnlyCollection<OrderLine> Lines,
    ImmutableList<double> Doubles,
    ImmutableList<Address> Addresses,
    ImmutableHashSet<Color> ColorSet,
    ImmutableHashSet<string> Words,
    IReadOnlyDictionary<string, int> Counts,
    IReadOnlyDictionary<int, Address> ByNumber,
    ImmutableDictionary<int, string> Names,
    ImmutableDictionary<string, OrderLine> ByName
);

/// <summary>The same, nullable: empty reads as null.</summary>
[Message]
public sealed partial record MoreOptionalCollections
{
    public HashSet<Guid>? Ids { get; init; }
    public IReadOnlyCollection<bool>? Flags { get; init; }
    public ImmutableList<string>? Texts { get; init; }
    public ImmutableHashSet<int>? Ints { get; init; }
    public IReadOnlyDictionary<string, Money>? Prices { get; init; }
    public ImmutableDictionary<bool, string>? Words { get; init; }
    public SortedDictionary<int, string>? Sorted { get; init; }
}

/// <summary>Maps that are sorted.</summary>
[Message]
public sealed partial record SortedMaps(
    SortedDictionary<string, int> Counts,
    SortedDictionary<int, OrderLine> ByNumber,
    SortedDictionary<DateOnly, string> ByDay
);
