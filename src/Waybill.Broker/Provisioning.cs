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
                await AppendAsync(journal, () => added.TryAppend(journal, state.Symbols, AppendPriority.Reserved), cancellationToken)
                    .ConfigureAwait(false);
                symbol = added.Symbol;
                state.Introduce(symbol, declaration.Name);
            }

            var queue = state.Queue(symbol);
            queue.Declaration = declaration;
            queues.Add(declaration.Name, queue);
            if (!declaration.Durable && !queue.IsEmpty)
            {
                logger.Purged(queue.Name, queue.Ready + queue.Delayed + queue.Parked);
                var purge = PurgeRecord.Encode(symbol);
                await AppendAsync(
                        journal,
                        () => journal.TryAppend(RecordType.Purge, purge, [], CommitLevel.Written, AppendPriority.Reserved, out _),
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                queue.Purge();
            }
        }

        return queues;
    }

    /// <summary>
    /// Appends a small record, waiting for room as long as it needs. With the room that is kept for outcomes: on a full disk only a broker that runs makes room again.
    /// </summary>
    private static async ValueTask AppendAsync(Journal journal, Func<bool> tryAppend, CancellationToken cancellationToken)
    {
        while (!tryAppend())
        {
            await journal.WaitForRoomAsync(MaxPayloadBytes, AppendPriority.Reserved, cancellationToken).ConfigureAwait(false);
        }
    }
}
