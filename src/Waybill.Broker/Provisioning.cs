using System.Collections.Frozen;
using Waybill.Broker.Core;
using Waybill.Broker.Publishing;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Broker;

/// <summary>Makes the journal know what the topology declares: every queue has a symbol, and those that are not durable begin empty.</summary>
internal static class Provisioning
{
    public static FrozenDictionary<string, QueueState> Declare(Topology topology, BrokerState state, Journal journal)
    {
        var queues = new Dictionary<string, QueueState>(StringComparer.Ordinal);
        foreach (var declaration in topology.Queues)
        {
            if (!state.Symbols.TryFind(declaration.Name, out var symbol))
            {
                var added = new NewSymbol(state.Symbols.Reserve(), declaration.Name);
                Append(() => added.TryAppend(journal, state.Symbols, AppendPriority.Normal));
                symbol = added.Symbol;
            }

            var queue = state.Queue(symbol);
            queue.Declaration = declaration;
            queues.Add(declaration.Name, queue);
            if (!declaration.Durable && !queue.IsEmpty)
            {
                Append(() =>
                    journal.TryAppend(RecordType.Purge, PurgeRecord.Encode(symbol), [], CommitLevel.Written, AppendPriority.Normal, out _)
                );
                queue.Purge();
            }
        }

        return queues.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Appends a record of a few bytes, waiting for the writer as long as it needs. Only where the broker is being set up.</summary>
    public static void Append(Func<bool> tryAppend)
    {
        var wait = new SpinWait();
        while (!tryAppend())
        {
            wait.SpinOnce();
        }
    }
}
