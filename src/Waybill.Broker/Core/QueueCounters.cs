namespace Waybill.Broker.Core;

/// <summary>A queue's totals over the journal's life.</summary>
internal sealed class QueueCounters
{
    public long Completed { get; set; }

    public long Retried { get; set; }

    public long DeadLettered { get; set; }

    public long Discarded { get; set; }

    public long DuplicatesSuppressed { get; set; }
}
