using Microsoft.Extensions.Logging;
using Waybill.Broker.Core;
using Waybill.Broker.Publishing;
using Waybill.Broker.Records;
using Waybill.Broker.Telemetry;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Broker;

/// <summary>Makes the journal know what the topology declares: every queue has a symbol, and those that are not durable begin empty.</summary>
internal static class Provisioning
{
    // More than a symbol's record: a queue's name has at most 255 bytes.
    private const int MaxPayloadBytes = 512;

    public static async ValueTask<Dictionary<string, QueueState>> DeclareAsync(
        Topology topology,
        BrokerState state,
        Journal journal,
        string folder,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        var queues = new Dictionary<string, QueueState>(StringComparer.Ordinal);
        foreach (var declaration in topology.Queues)
        {
            if (!state.Symbols.TryFind(declaration.Name, out var symbol))
            {
                var added = new NewSymbol(state.Symbols.Reserve(), declaration.Name);
                if (
                    !await TryAppendAsync(
                            journal,
                            () => added.TryAppend(journal, state.Symbols, AppendPriority.Reserved),
                            cancellationToken
                        )
                        .ConfigureAwait(false)
                )
                {
                    throw new JournalFullException(
                        $"The disk of '{folder}' is full, and the journal there has no room left to note the new queue '{declaration.Name}'. Free some space, or start with the "
                            + "topology of before, without new queues: then handlers may make room."
                    );
                }

                symbol = added.Symbol;
                state.Introduce(symbol, declaration.Name);
            }

            var queue = state.Queue(symbol);
            queue.Declaration = declaration;
            if (!declaration.Durable && !queue.IsEmpty)
            {
                logger.Purged(queue.Name, queue.Ready + queue.Delayed + queue.Parked);
                var purge = PurgeRecord.Encode(symbol);
                var isRecorded = await TryAppendAsync(
                        journal,
                        () => journal.TryAppend(RecordType.Purge, purge, [], CommitLevel.Written, AppendPriority.Reserved, out _),
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                if (isRecorded)
                {
                    queue.Purge();
                }
                else
                {
                    // Nor later: it would be behind what was published meanwhile. The next life purges again, unless a checkpoint has said by then that the queue was empty.
                    queue = state.PurgeWithoutRecord(queue);
                }
            }

            queues.Add(declaration.Name, queue);
        }

        return queues;
    }

    /// <summary>
    /// Appends a small record, with the room that is kept for outcomes. Waits for a segment that is being made, but not for a full disk: only a broker that runs makes
    /// room there.
    /// </summary>
    /// <returns>False: the disk is full, and that room is used up.</returns>
    private static async ValueTask<bool> TryAppendAsync(Journal journal, Func<bool> tryAppend, CancellationToken cancellationToken)
    {
        while (!tryAppend())
        {
            if (journal.IsFull)
            {
                return false;
            }

            // As a publisher, who hears of a full disk.
            await journal.WaitForRoomAsync(MaxPayloadBytes, AppendPriority.Normal, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }
}
