namespace Waybill.Broker.Core;

/// <summary>A queue's totals over the journal's life.</summary>
internal sealed class QueueCounters
{
    public const int TotalCount = 5;

    public long Completed { get; set; }

    public long Retried { get; set; }

    public long DeadLettered { get; set; }

    public long Discarded { get; set; }

    public long DuplicatesSuppressed { get; set; }

    /// <summary>All of them, in an order that checkpoints keep to.</summary>
    public IReadOnlyList<long> Totals => [Completed, Retried, DeadLettered, Discarded, DuplicatesSuppressed];

    /// <summary>Sets all of them, in the order of <see cref="Totals"/>.</summary>
    public void Restore(IReadOnlyList<long> totals) =>
        (Completed, Retried, DeadLettered, Discarded, DuplicatesSuppressed) = (totals[0], totals[1], totals[2], totals[3], totals[4]);
}
