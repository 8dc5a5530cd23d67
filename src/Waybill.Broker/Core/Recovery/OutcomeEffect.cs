using Waybill.Broker.Records;

namespace Waybill.Broker.Core.Recovery;

/// <summary>What an outcome makes of the entry that it speaks of.</summary>
/// <param name="Code">The outcome.</param>
/// <param name="Lsn">The position of its record.</param>
/// <param name="Due">When a retried message is due, in milliseconds since 1970.</param>
/// <param name="DeadLetterQueue">Where a dead letter goes.</param>
internal readonly record struct OutcomeEffect(OutcomeCode Code, long Lsn, long Due, int DeadLetterQueue)
{
    public OutcomeEffect(in OutcomeView outcome, long lsn)
        : this(outcome.Code, lsn, outcome.Due, outcome.DeadLetterQueue) { }

    /// <summary>Where an entry of a queue goes; null when it is gone.</summary>
    public (int Queue, Placement Placement)? On(int queue, in QueueEntry entry) =>
        Code switch
        {
            OutcomeCode.Retried => (queue, new Placement(entry with { Failed = entry.Failed + 1 }, Due, Parked: false)),
            OutcomeCode.LeaseExpired => (queue, new Placement(entry with { Failed = entry.Failed + 1 }, Due: 0, Parked: false)),
            OutcomeCode.DeadLettered => (
                DeadLetterQueue,
                new Placement(new QueueEntry(entry.Message, Lsn, 0, 0), Due: 0, Parked: DeadLetterQueue == queue)
            ),
            _ => null,
        };
}
