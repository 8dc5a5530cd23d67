namespace Waybill.Transports;

/// <summary>A queue's depth now and its totals over the journal's life. Of a queue that is not durable, totals are kept too.</summary>
public sealed record QueueStatus
{
    /// <summary>The queue's name.</summary>
    public required string Name { get; init; }

    /// <summary>Messages that can be handed out.</summary>
    public required long Ready { get; init; }

    /// <summary>Messages set aside until their retry is due.</summary>
    public required long Delayed { get; init; }

    /// <summary>
    /// Messages that are kept and not handed out any more: those that failed for good in a queue without a dead-letter queue of its own, as a dead-letter queue is, and
    /// those whose record cannot be read, which the next start tries again. Anything but 0 wants a look.
    /// </summary>
    public required long Parked { get; init; }

    /// <summary>Messages handed out and not settled.</summary>
    public required long InFlight { get; init; }

    /// <summary>Messages completed by a call.</summary>
    public required long Completed { get; init; }

    /// <summary>Attempts that failed and were tried again.</summary>
    public required long Retried { get; init; }

    /// <summary>Messages that died here.</summary>
    public required long DeadLettered { get; init; }

    /// <summary>Messages that failed for good and were discarded.</summary>
    public required long Discarded { get; init; }

    /// <summary>Messages completed without a call, because their inbox key had been claimed.</summary>
    public required long DuplicatesSuppressed { get; init; }

    /// <summary>When the oldest message that is ready was published; null when none is, or when its record cannot be read.</summary>
    public required DateTimeOffset? OldestReady { get; init; }
}
