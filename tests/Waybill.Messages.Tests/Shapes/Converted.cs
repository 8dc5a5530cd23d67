namespace Waybill.Messages.Tests.Shapes;

/// <summary>Types that have no form on the wire, and converters that give them one, by the type or by the member.</summary>
[Message("converted", "c.{Sku}.{Zone}")]
public sealed partial record Converted(
    Sku Sku,
    [SerializeWith(typeof(WeightConverter))] Weight Weight,
    [SerializeWith(typeof(WeightConverter))] Weight? Tare,
    [property: SerializeWith(typeof(WeightConverter))] List<Weight> Weights,
    Dictionary<Sku, Zone> Zones,
    Zone Zone,
    Sku? Other,
    HashSet<Sku> Skus,
    [SerializeWith(typeof(PlaceConverter))] Place Place,
    [SerializeWith(typeof(PlaceConverter))] Place? Next
)
{
    [SerializeWith(typeof(BitsConverter))]
    public required List<bool> Bits { get; init; }
}

[SerializeWith(typeof(SkuConverter))]
public readonly record struct Sku(string Text);

public readonly struct SkuConverter : IWireConverter<Sku, string>
{
    public static string ToWire(Sku value) => value.Text ?? "";

    public static Sku FromWire(string value) => new(value);
}

public sealed record Weight(int Grams);

public abstract class WeightConverter : IWireConverter<Weight, int>
{
    // No mutation of other values is likely to make it.
    public const int Refused = 1_357_924_680;

    static int IWireConverter<Weight, int>.ToWire(Weight value) => value.Grams;

    static Weight IWireConverter<Weight, int>.FromWire(int value) =>
        value == Refused ? throw new ArgumentOutOfRangeException(nameof(value), "secret") : new(value);
}

[SerializeWith(typeof(ZoneConverter))]
public enum Zone
{
    None,
    North,
}

internal sealed class ZoneConverter : IWireConverter<Zone, int>
{
    public static int ToWire(Zone value) => unchecked((int)value + 100);

    public static Zone FromWire(int value) => unchecked((Zone)(value - 100));
}

public sealed record Place(double Latitude, double Longitude);

[Message]
public readonly partial record struct PlaceOnWire(double Latitude, double Longitude);

internal sealed class PlaceConverter : IWireConverter<Place, PlaceOnWire>
{
    public static PlaceOnWire ToWire(Place value) => new(value.Latitude, value.Longitude);

    public static Place FromWire(PlaceOnWire value) => new(value.Latitude, value.Longitude);
}

/// <summary>A whole collection as one value: a one, and the bits behind it; none is 0.</summary>
internal sealed class BitsConverter : IWireConverter<List<bool>, uint>
{
    public static uint ToWire(List<bool> value)
    {
        var bits = value.Count == 0 ? 0u : 1u;
        foreach (var bit in value)
        {
            bits = (bits << 1) | (bit ? 1u : 0u);
        }

        return bits;
    }

    public static List<bool> FromWire(uint value)
    {
        List<bool> bits = [];
        for (; value > 1; value >>= 1)
        {
            bits.Insert(0, (value & 1) != 0);
        }

        return bits;
    }
}

/// <summary>What its converter does not take of an absent field.</summary>
[Message]
public sealed partial record Strictly(Strict Value, int Number);

[SerializeWith(typeof(StrictConverter))]
public sealed record Strict(string Text);

internal sealed class StrictConverter : IWireConverter<Strict, string>
{
    public static string ToWire(Strict value) => value.Text.Length == 0 ? null! : value.Text;

    public static Strict FromWire(string value) => value.Length == 0 ? throw new FormatException("It is empty.") : new(value);
}
