using System.Collections.Immutable;
using Waybill.Broker.Core;
using Waybill.Broker.Publishing;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Broker.Handover;

/// <summary>Sends messages in memory past the broker's thread, where every queue they go to has its way open. Thread-safe and lock-free.</summary>
internal sealed class HandoverPublisher(Journal journal, HandoverQueues ways, MemoryBudget memory, SymbolTable symbols)
{
    private readonly KeyTexts _keys = new();

    public bool IsOpen(ImmutableArray<int> queues) => ways.AllAreOpen(queues);

    /// <summary>Hands a message over to its queues, all of which are open.</summary>
    /// <param name="message">The message, which asks for no more than memory.</param>
    /// <param name="queues">The queues.</param>
    /// <param name="cost">What it takes of the memory's budget.</param>
    /// <returns>False: there is no memory left; wait for the cost.</returns>
    public bool TryPublish(in OutgoingMessage message, ImmutableArray<int> queues, out long cost)
    {
        // All that can throw comes before the budget is taken: nobody would give it back.
        var delivery = Create(
            message.Id,
            message.Type.Name,
            message.Type.Schema,
            message.RoutingKey,
            message.Body,
            message.TimestampMilliseconds,
            MessageHeaders.Copy(message.Headers)
        );
        cost = (long)queues.Length * HandoverCost.Of(delivery);
        if (!memory.TryTake(cost))
        {
            return false;
        }

        // Nothing in it changes, and its token is empty: every queue hands out the same.
        foreach (var queue in queues)
        {
            ways.Of(queue)!.Add(delivery);
        }

        return true;
    }

    /// <summary>What of a batch can be handed over: all, or nothing.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="priority">Whose it is: what an outcome publishes finds room in the journal where a publisher's batch would not.</param>
    /// <returns>Null: some message asks for more than memory, some way is closed, or a new type finds no room.</returns>
    public PreparedHandover? Prepare(EmbeddedOutgoingBatch batch, AppendPriority priority)
    {
        // A new type is introduced to the journal all the same: its next message may be stored there.
        if (batch.Durability != Durability.Memory || !batch.TryAppendSymbols(journal, priority, out _))
        {
            return null;
        }

        var prepared = new PreparedHandover(memory);
        var reader = new RecordReader(batch.Messages);
        for (var i = 0; i < batch.StoredCount; i++)
        {
            var message = MessageCodec.Read(ref reader);
            var delivery = Copy(message);
            var destinations = new RecordReader(message.DestinationBytes);
            for (var j = 0; j < message.DestinationCount; j++)
            {
                if (ways.Of(destinations.ReadSymbol()) is not { IsOpen: true } way)
                {
                    return null;
                }

                prepared.Add(way, delivery);
            }
        }

        return prepared;
    }

    private Delivery Copy(in MessageView message) =>
        Create(
            message.Id,
            symbols.TextOf(message.Type),
            message.Schema,
            message.RoutingKey,
            message.Body,
            message.TimestampMilliseconds,
            message.ReadHeaders()
        );

    private Delivery Create(
        Guid id,
        string type,
        ulong schema,
        ReadOnlySpan<byte> routingKey,
        ReadOnlySpan<byte> body,
        long timestampMilliseconds,
        IReadOnlyDictionary<string, string> headers
    ) =>
        new()
        {
            Token = default,
            MessageId = id,
            MessageType = type,
            Schema = schema,
            RoutingKey = _keys.Get(routingKey),
            Body = body.ToArray(),
            PublishedAt = DateTimeOffset.FromUnixTimeMilliseconds(timestampMilliseconds),
            Failed = 0,
            Acquired = 1,
            Durability = Durability.Memory,
            Headers = headers,
        };
}
