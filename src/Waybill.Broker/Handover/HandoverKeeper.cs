using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Broker.Records;
using Waybill.Transports;

namespace Waybill.Broker.Handover;

/// <summary>Brings messages that were to be handed over, or were, into the broker's keeping. For the broker's thread.</summary>
internal static class HandoverKeeper
{
    /// <summary>Puts what waits into its queue, in order and ahead of what came by the broker's thread: its receiver takes nothing itself.</summary>
    public static void TakeOver(BrokerLoop loop, QueueState queue, HandoverQueue way)
    {
        while (way.TryTakeOver(out var delivery))
        {
            queue.AddAhead(new QueueEntry(new MessageRef(Keep(loop, queue, delivery), 0), 0, 0, 0));
        }
    }

    /// <summary>Keeps a message as the record that it would have been.</summary>
    /// <returns>Its position.</returns>
    public static long Keep(BrokerLoop loop, QueueState queue, Delivery delivery)
    {
        if (!loop.State.Symbols.TryFind(delivery.MessageType, out var type))
        {
            throw new ArgumentException(
                $"Message {delivery.MessageId} of queue '{queue.Name}' has the type '{delivery.MessageType}', which was never published here. "
                    + "Settle only what was taken."
            );
        }

        var payload = HandoverRecord.Encode(delivery, type, queue.Symbol);
        return loop.Memory.AddTaken(RecordType.Publish, payload, HandoverCost.Of(delivery));
    }
}
