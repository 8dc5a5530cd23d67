namespace Waybill.Runtime.Configuration;

/// <summary>What configuration says of one queue; null where it says nothing and the declaration stands.</summary>
internal sealed class QueueOverrides
{
    public int? Prefetch { get; set; }

    public int? PrefetchBytes { get; set; }

    public int? Concurrency { get; set; }

    public TimeSpan? Timeout { get; set; }

    public TimeSpan? Lease { get; set; }

    public int? Attempts { get; set; }

    public TimeSpan? Delay { get; set; }

    public TimeSpan? MaxDelay { get; set; }
}
