namespace Waybill.Runtime.Configuration;

/// <summary>What configuration says.</summary>
internal sealed class HostOverrides
{
    private static readonly QueueOverrides s_none = new();
    private readonly Dictionary<string, QueueOverrides> _queues = new(StringComparer.Ordinal);

    public TimeSpan? DrainTimeout { get; set; }

    public QueueOverrides Of(string queue) => _queues.GetValueOrDefault(queue, s_none);

    public void Add(string queue, QueueOverrides overrides) => _queues[queue] = overrides;
}
