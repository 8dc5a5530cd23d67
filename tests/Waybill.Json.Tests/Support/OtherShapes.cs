using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Waybill.Json.Tests.Support;

[Message]
public sealed partial record Named(string OrderId);

/// <summary>Two names that differ in their words only.</summary>
[Message]
public sealed partial record Alike(int Foo_Bar, int FooBar);

/// <summary>Names that nothing but an attribute can give.</summary>
[Message]
public sealed partial record Renamed([property: JsonPropertyName("the <id> of \u00e4n \"order\"")] string Id);

/// <summary>Names that are escaped, and one that is long in bytes.</summary>
[Message]
public sealed partial record Awkward(
    [property: JsonPropertyName("a\"b")] int A,
    [property: JsonPropertyName("c\\nd")] int C,
    [property: JsonPropertyName(Awkward.LongName)] int Long
)
{
    public const string LongName =
        "\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d"
        + "\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d"
        + "\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d\u540d";
}

/// <summary>Everything that reads as empty.</summary>
[Message]
public sealed partial record NotNull(
    string Text,
    byte[] Bytes,
    int[] Items,
    List<string> List,
    HashSet<int> Set,
    Dictionary<string, int> Map,
    SortedDictionary<string, int> Sorted,
    Memory<int> Memory,
    Uri Uri,
    Version Version
);

/// <summary>Objects as deep as one likes.</summary>
[Message]
public sealed partial record Chain(int Depth, Chain? Next);

/// <summary>An array that may be missing.</summary>
[Message]
public sealed partial record MaybeArray(ImmutableArray<int>? Items);

/// <summary>An array that is always there.</summary>
[Message]
public sealed partial record Fixed(ImmutableArray<int> Items);

/// <summary>Times as keys.</summary>
[Message]
public sealed partial record Times(Dictionary<TimeOnly, int> ByTime);
