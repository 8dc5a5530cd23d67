using MemoryPack;

namespace Waybill.Benchmarks.Serialization;

/// <summary>Three numbers.</summary>
[Message]
[MemoryPackable]
public sealed partial record SmallPayload(long Number, int Kind, double Value)
{
    /// <summary>The one that is measured.</summary>
    public static SmallPayload Example { get; } = new(1_234_567, 42, 3.25);
}
