using Waybill.Broker.Core;
using Waybill.Broker.Publishing;
using Waybill.Broker.Receiving;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Broker.Loop;

/// <summary>An accepted outcome that has a record of its own.</summary>
/// <param name="receiver">Who is told when it is durable; null for an expired lease, whose receiver has heard of it.</param>
/// <param name="queue">The queue of the entry.</param>
/// <param name="lease">The lease.</param>
/// <param name="head">The record without its publishes.</param>
/// <param name="outgoing">The publishes; null for none.</param>
/// <param name="level">How durable it must be.</param>
internal sealed class PendingOutcome(
    EmbeddedReceiver? receiver,
    QueueState queue,
    Lease lease,
    byte[] head,
    EmbeddedOutgoingBatch? outgoing,
    CommitLevel level
) : IPendingRecord
{
    // What was in memory only and has a record of its outcome without any dies, and is stored with that.
    public bool Publishes => outgoing is not null || lease.Entry.Message.IsInMemory;

    public bool TryAppend(Journal journal, out long lsn)
    {
        lsn = 0;
        if (outgoing?.TryAppendSymbols(journal, AppendPriority.Reserved, out _) == false)
        {
            return false;
        }

        var publishes = outgoing is null ? default : outgoing.Messages;
        if (!journal.TryAppend(RecordType.Outcome, head, publishes, level, AppendPriority.Reserved, out var appended))
        {
            return false;
        }

        outgoing?.Release();
        lsn = appended.Lsn;
        return true;
    }

    public void OnCommitted(BrokerLoop loop)
    {
        loop.Isolation.Clear(queue, lease.Entry.Identity);
        if (lease.Entry.Message.IsInMemory)
        {
            // Its outcome was journaled because it ends it: with publishes, or with its own bytes as a dead letter.
            loop.Memory.Release(lease.Entry.Message.Lsn);
        }

        receiver?.Answer(lease);
    }

    public void Drop(bool isAnswered)
    {
        outgoing?.Release();
        // Of what was handed over, nobody waits for an answer.
        if (isAnswered && receiver is not null && lease.IsAnswered)
        {
            Guarded.Run(() => receiver.Sink.OnSettled(lease.Token, SettlementResult.NotStored));
        }
    }
}
