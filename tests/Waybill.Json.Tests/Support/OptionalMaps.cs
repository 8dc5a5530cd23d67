namespace Waybill.Json.Tests.Support;

/// <summary>Maps of every kind of key.</summary>
[Message]
public sealed partial record OptionalMaps
{
    public Dictionary<int, byte[]>? ByNumber { get; init; }
    public Dictionary<bool, byte[]>? Words { get; init; }
    public Dictionary<ulong, byte[]>? Parts { get; init; }
    public Dictionary<char, byte[]>? Letters { get; init; }
    public Dictionary<DateOnly, byte[]>? Days { get; init; }
    public Dictionary<string, byte[]>? Texts { get; init; }
}
