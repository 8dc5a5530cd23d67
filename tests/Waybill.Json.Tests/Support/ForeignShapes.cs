using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Waybill.Json.Tests.Support;
using Waybill.Messages.Tests.Shapes;

[assembly: Waybill.MessageFor(typeof(Carriers.Parcel))]
[assembly: Waybill.MessageFor(typeof(Carriers.Box))]
[assembly: Waybill.MessageFor(typeof(Carriers.Label))]

namespace Waybill.Json.Tests.Support;

/// <summary>Types that are not ours wherever one can be.</summary>
[Message]
public sealed partial record Shipment(
    Carriers.Box? First,
    Carriers.Box[] All,
    ImmutableArray<Carriers.Label> Labels,
    Dictionary<string, Carriers.Parcel> ByName,
    Carriers.Label? Return
);

/// <summary>A union whose case holds one.</summary>
[Message, Union]
public abstract partial record Delivery
{
    private Delivery() { }

    public sealed record ByPost(Carriers.Parcel Parcel) : Delivery;

    public sealed record Lost : Delivery;
}

/// <summary>What is converted to one.</summary>
[Message]
public sealed partial record Weighed([SerializeWith(typeof(LabelConverter))] int Weight);

public sealed class LabelConverter : IWireConverter<int, Carriers.Label>
{
    public static Carriers.Label ToWire(int value) => new($"{value}");

    public static int FromWire(Carriers.Label value) => int.Parse(value.Text, System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>As if in another assembly, made with System.Text.Json in mind.</summary>
public static class Carriers
{
    public class Parcel
    {
        public int Weight { get; set; }
        public Order? Order { get; set; }
        public List<Parcel>? Parts { get; set; }
    }

    /// <summary>Its own members come before those of its base type, and one has a name that no naming makes.</summary>
    public sealed class Box : Parcel
    {
        public required string Size { get; init; }

        [JsonPropertyName("in <cm>")]
        public double Height { get; set; }

        public DateOnly? SentOn { get; set; }
        public bool IsHeavy => Weight > 100;
    }

    /// <summary>Its constructor refuses a text; without the attribute the framework would not use it, and lose the text.</summary>
    [method: JsonConstructor]
    public readonly struct Label(string text)
    {
        public string Text { get; } = text != "refused" ? text : throw new ArgumentException("A label is refused.", nameof(text));
    }
}
