namespace Waybill.Broker;

/// <summary>How the embedded broker works. Read once, when it opens.</summary>
public sealed class EmbeddedBrokerOptions
{
    /// <summary>The size of a journal segment, default 64 MiB; a multiple of 4,096 between 64 KiB and 1 GiB. An existing journal keeps its own.</summary>
    public long SegmentBytes { get; set; } = 64 << 20;

    /// <summary>
    /// The size of a journal buffer, default and maximum 2 MiB, minimum 4,096, a multiple of 512; a segment is at least four. Publishes wait when the buffers are
    /// full. What is published together may come to a little under half a buffer.
    /// </summary>
    public int BufferBytes { get; set; } = 2 << 20;

    /// <summary>How many bytes of messages may live in memory only (<see cref="Durability.Memory"/>), default 64 MiB; then their publishes wait.</summary>
    public long MemoryBytes { get; set; } = 64 << 20;

    /// <summary>How long opening waits for a folder that another process uses, default 60 s: deployments overlap.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(60);
}
