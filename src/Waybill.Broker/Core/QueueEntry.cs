namespace Waybill.Broker.Core;

/// <summary>A message in a queue.</summary>
/// <param name="Message">Where the message lies.</param>
/// <param name="DeathLsn">For a dead letter the outcome record that tells of its deaths; else 0.</param>
/// <param name="Failed">How many attempts failed in this queue.</param>
/// <param name="Acquired">How often it was leased from this queue since the broker opened.</param>
internal readonly record struct QueueEntry(MessageRef Message, long DeathLsn, int Failed, int Acquired) : IComparable<QueueEntry>
{
    /// <summary>
    /// What tells the entry from every other of its queue: for a dead letter its death, because copies of one message may die into the same queue.
    /// </summary>
    public MessageRef Identity => DeathLsn != 0 ? new MessageRef(DeathLsn, 0) : Message;

    /// <summary>Whether it only waits: nothing has happened to it yet.</summary>
    public bool IsPlain => DeathLsn == 0 && Failed == 0 && Acquired == 0 && !Message.IsInMemory;

    /// <summary>By when they came into the queue: a dead letter by its death.</summary>
    public int CompareTo(QueueEntry other)
    {
        var byArrival = Arrival.CompareTo(other.Arrival);
        return byArrival != 0 ? byArrival : Message.Index.CompareTo(other.Message.Index);
    }

    private long Arrival => DeathLsn != 0 ? DeathLsn : Message.Lsn;
}
