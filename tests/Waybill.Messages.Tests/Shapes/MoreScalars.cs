namespace Waybill.Messages.Tests.Shapes;

/// <summary>Scalars that Protobuf has no type for, and memory.</summary>
[Message]
public sealed partial record MoreScalars(
    Half Half,
    Uri Uri,
    Version Version,
    Memory<byte> Bytes,
    ReadOnlyMemory<byte> ReadOnlyBytes,
    Memory<int> Ints,
    ReadOnlyMemory<double> Doubles,
    ReadOnlyMemory<Half> Halves,
    Memory<Color> Colors,
    Uri[] Uris,
    HashSet<Version> Versions,
    List<ReadOnlyMemory<byte>> Parts,
    Dictionary<Version, Uri> Homes,
    SortedDictionary<Version, Half> Shares
);

/// <summary>The same, nullable.</summary>
[Message]
public sealed partial record MoreOptionalScalars
{
    public Half? Half { get; init; }
    public Uri? Uri { get; init; }
    public Version? Version { get; init; }
    public Memory<byte>? Bytes { get; init; }
    public ReadOnlyMemory<byte>? ReadOnlyBytes { get; init; }
    public Memory<long>? Longs { get; init; }
    public ReadOnlyMemory<char>? Chars { get; init; }
}
