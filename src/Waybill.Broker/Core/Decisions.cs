using Waybill.Broker.Records;
using Waybill.Transports;

namespace Waybill.Broker.Core;

/// <summary>
/// Decides what becomes of a leased message, as the record that makes it true: commands in, records out. No clock, thread or I/O: the time, a dead
/// letter's history and the bytes of a message that is in memory come from outside.
/// </summary>
internal static class Decisions
{
    /// <summary>A completion, a retry or a discard.</summary>
    public static byte[] Settle(QueueState queue, Lease lease, Outcome outcome, int publishes, long now)
    {
        var code = outcome.Kind switch
        {
            OutcomeKind.Complete => OutcomeCode.Completed,
            OutcomeKind.CompleteDuplicate => OutcomeCode.CompletedDuplicate,
            OutcomeKind.Retry => OutcomeCode.Retried,
            OutcomeKind.Discard => OutcomeCode.Discarded,
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.Kind, "This kind of outcome is decided elsewhere."),
        };
        return Encode(
            new OutcomeView
            {
                Code = code,
                Queue = queue.Symbol,
                Message = lease.Entry.Identity,
                Due = now + Math.Max(0, (long)outcome.Delay.TotalMilliseconds),
                DeadLetterQueue = 0,
                Deaths = default,
                InboxKey = code == OutcomeCode.Completed ? outcome.InboxKey : null,
                InboxExpiry = now + (long)outcome.InboxRetention.TotalMilliseconds,
                PublishCount = publishes,
                Publishes = default,
            }
        );
    }

    /// <summary>A lease that nobody renewed: a failed attempt, and the message comes again.</summary>
    public static byte[] Expire(QueueState queue, Lease lease) =>
        Encode(Bare(OutcomeCode.LeaseExpired, queue, lease, deadLetterQueue: 0, deaths: default, publishes: 0));

    /// <summary>A death.</summary>
    /// <param name="queue">Where the message dies.</param>
    /// <param name="deadLetterQueue">Where it goes; see <see cref="BrokerState.DeadLetterQueueOf"/>.</param>
    /// <param name="lease">The message's lease.</param>
    /// <param name="death">Why it dies.</param>
    /// <param name="history">Its deaths so far.</param>
    /// <param name="message">The message, when it is in memory only: the record stores it, since a dead letter may lie longer than a process lives.</param>
    public static byte[] Die(
        QueueState queue,
        int deadLetterQueue,
        Lease lease,
        Death death,
        IReadOnlyList<Death> history,
        scoped in MessageView message
    )
    {
        var deaths = DeathCodec.Encode(DeathCodec.Add(history, death));
        if (!lease.Entry.Message.IsInMemory)
        {
            return Encode(Bare(OutcomeCode.DeadLettered, queue, lease, deadLetterQueue, deaths, publishes: 0));
        }

        var buffer = new byte[OutcomeCodec.HeadBound(deaths.Length) + MessageCodec.CopyBound(message)];
        var writer = new RecordWriter(buffer);
        OutcomeCodec.WriteHead(ref writer, Bare(OutcomeCode.DeadLettered, queue, lease, deadLetterQueue, deaths, publishes: 1));
        MessageCodec.WriteCopy(ref writer, message, deadLetterQueue);
        return buffer[..writer.Length];
    }

    private static OutcomeView Bare(
        OutcomeCode code,
        QueueState queue,
        Lease lease,
        int deadLetterQueue,
        ReadOnlySpan<byte> deaths,
        int publishes
    ) =>
        new()
        {
            Code = code,
            Queue = queue.Symbol,
            Message = lease.Entry.Identity,
            Due = 0,
            DeadLetterQueue = deadLetterQueue,
            Deaths = deaths,
            InboxKey = null,
            InboxExpiry = 0,
            PublishCount = publishes,
            Publishes = default,
        };

    private static byte[] Encode(scoped in OutcomeView outcome)
    {
        var buffer = new byte[OutcomeCodec.HeadBound(outcome.Deaths.Length)];
        var writer = new RecordWriter(buffer);
        OutcomeCodec.WriteHead(ref writer, outcome);
        return buffer[..writer.Length];
    }
}
