using Waybill.Broker.Records;

namespace Waybill.Broker.Core.Recovery;

/// <summary>
/// What recovery keeps for its end of an entry that it has not at hand: that it is somewhere, or that an outcome speaks of it. Small, for a heap moves them around.
/// </summary>
/// <param name="Queue">The queue.</param>
/// <param name="Code">The outcome; default for a placement.</param>
/// <param name="Message">Of a placement its message, of an outcome the entry's identity.</param>
/// <param name="Lsn">Of a placement its death or 0, of an outcome its record.</param>
/// <param name="Due">When the entry is due, in milliseconds since 1970; 0 for at once.</param>
/// <param name="Number">Of a placement how often the entry failed, of an outcome the queue for its dead letter.</param>
/// <param name="Parked">Whether the placement is parked.</param>
internal readonly record struct RecoveryEvent(int Queue, OutcomeCode Code, MessageRef Message, long Lsn, long Due, int Number, bool Parked)
    : IComparable<RecoveryEvent>
{
    public bool IsPlacement => Code == default;

    /// <summary>Which entry of the queue it is about.</summary>
    public MessageRef Identity => IsPlacement ? Placement.Entry.Identity : Message;

    /// <summary>When <see cref="IsPlacement"/>.</summary>
    public Placement Placement => new(new QueueEntry(Message, Lsn, Number, 0), Due, Parked);

    /// <summary>Unless <see cref="IsPlacement"/>.</summary>
    public OutcomeEffect Effect => new(Code, Lsn, Due, Number);

    public static RecoveryEvent Of(int queue, in Placement placement) =>
        new(
            queue,
            Code: default,
            placement.Entry.Message,
            placement.Entry.DeathLsn,
            placement.Due,
            placement.Entry.Failed,
            placement.Parked
        );

    public static RecoveryEvent Of(int queue, MessageRef identity, in OutcomeEffect effect) =>
        new(queue, effect.Code, identity, effect.Lsn, effect.Due, effect.DeadLetterQueue, Parked: false);

    /// <summary>By entry, in the order in which they came into their queues; of one entry its placement first, then its outcomes in the order of their records.</summary>
    public int CompareTo(RecoveryEvent other)
    {
        var byEntry = Identity.CompareTo(other.Identity);
        var order = byEntry != 0 ? byEntry : Queue.CompareTo(other.Queue);
        return order != 0 ? order : Record.CompareTo(other.Record);
    }

    public bool IsOfSameEntry(in RecoveryEvent other) => Queue == other.Queue && Identity == other.Identity;

    private long Record => IsPlacement ? 0 : Lsn;
}
