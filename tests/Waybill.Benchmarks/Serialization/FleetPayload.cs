using MemoryPack;

namespace Waybill.Benchmarks.Serialization;

/// <summary>Four levels of objects, with 40 objects below the first: 4 regions of 3 sites of 2 devices.</summary>
[Message]
[MemoryPackable]
public sealed partial record FleetPayload(string Name, FleetRegion[] Regions)
{
    /// <summary>The one that is measured.</summary>
    public static FleetPayload Example { get; } =
        new("fleet", [.. Enumerable.Range(1, 4).Select(static region => FleetRegion.Create(region))]);

    /// <summary>Whether all members are the same; of an array, its elements.</summary>
    public bool Equals(FleetPayload? other) => other is not null && Name == other.Name && Regions.AsSpan().SequenceEqual(other.Regions);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, Regions.Length);
}

/// <summary>The second level.</summary>
[Message]
[MemoryPackable]
public sealed partial record FleetRegion(string Name, int Code, FleetSite[] Sites)
{
    internal static FleetRegion Create(int number) =>
        new($"region-{number}", number * 100, [.. Enumerable.Range(number * 10, 3).Select(static site => FleetSite.Create(site))]);

    /// <summary>Whether all members are the same; of an array, its elements.</summary>
    public bool Equals(FleetRegion? other) =>
        other is not null && (Name, Code) == (other.Name, other.Code) && Sites.AsSpan().SequenceEqual(other.Sites);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, Code);
}

/// <summary>The third level.</summary>
[Message]
[MemoryPackable]
public sealed partial record FleetSite(long Id, string Name, FleetDevice[] Devices)
{
    internal static FleetSite Create(int number) =>
        new(
            number * 1_000_000L,
            $"site-{number}",
            [new FleetDevice(number * 2, "gateway-a", 0.25, true), new FleetDevice(number * 2 + 1, "scanner-b", 0.75, number % 3 == 0)]
        );

    /// <summary>Whether all members are the same; of an array, its elements.</summary>
    public bool Equals(FleetSite? other) =>
        other is not null && (Id, Name) == (other.Id, other.Name) && Devices.AsSpan().SequenceEqual(other.Devices);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Id, Name);
}

/// <summary>The fourth level.</summary>
[Message]
[MemoryPackable]
public sealed partial record FleetDevice(int Id, string Model, double Load, bool Online);
