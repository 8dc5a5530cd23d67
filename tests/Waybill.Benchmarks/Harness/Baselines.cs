namespace Waybill.Benchmarks.Harness;

/// <summary>What each benchmark's subjects are compared with. A benchmark without a peer has none.</summary>
internal static class Baselines
{
    public const string Channel = "Channel";
    public const string Raw = "raw";
    public const string Floor = "floor";
    public const string HostAlone = "host alone";
    public const string VirtualCall = "virtual call";
    public const string MemoryPack = "MemoryPack";
    public const string PublishOnly = "publish only";
    public const string OneQueue = "1 queue";

    public static string? Of(string benchmark) =>
        benchmark switch
        {
            "memory" or "latency" => Channel,
            "durable" => Raw,
            "generator" => Floor,
            "startup" => HostAlone,
            "dispatch" => VirtualCall,
            "serialization" => MemoryPack,
            "settle" => PublishOnly,
            "fan-out" => OneQueue,
            _ => null,
        };
}
