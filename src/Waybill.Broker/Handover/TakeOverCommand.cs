using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Broker.Records;
using Waybill.Transports;

namespace Waybill.Broker.Handover;

/// <summary>A way was closed: what waits there goes into the queue, in its order.</summary>
internal sealed class TakeOverCommand(QueueState queue, HandoverQueue way) : IBrokerCommand
{
    public void Run(BrokerLoop loop)
    {
        while (way.TryTakeOver(out var delivery))
        {
            var (position, payload) = Keep(loop, queue, delivery);
            loop.State.Apply(RecordType.Publish, position, payload);
        }
    }

    public void Fail(Exception exception) { }

    /// <summary>Keeps a message that was handed over as the record that it would have been.</summary>
    public static (long Position, byte[] Payload) Keep(BrokerLoop loop, QueueState queue, Delivery delivery)
    {
        loop.State.Symbols.TryFind(delivery.MessageType, out var type);
        var payload = HandoverRecord.Encode(delivery, type, queue.Symbol);
        return (loop.Memory.AddTaken(RecordType.Publish, payload, HandoverQueue.Cost(delivery.Body.Length)), payload);
    }
}
