namespace Waybill.Broker.Records;

/// <summary>What an outcome record does with its message. The numbers are on disk.</summary>
internal enum OutcomeCode : byte
{
    Completed = 1,
    CompletedDuplicate = 2,
    Retried = 3,
    DeadLettered = 4,
    Discarded = 5,

    /// <summary>The lease ended without a settlement: counts as a failed attempt, and the message comes again at once.</summary>
    LeaseExpired = 6,
}
