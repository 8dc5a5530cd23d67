using System.Diagnostics.CodeAnalysis;
using Waybill.Broker.Loop;
using Waybill.Broker.Receiving;
using Waybill.Transports;

namespace Waybill.Broker.Handover;

/// <summary>A queue's way as one receiver sees it. Thread-safe.</summary>
internal sealed class ReceiverHandover(EmbeddedReceiver receiver, HandoverQueue way) : IHandover
{
    public bool IsEmpty => way.IsEmpty;

    public bool TryTake([NotNullWhen(true)] out Delivery? delivery) => way.TryTake(out delivery);

    public void Complete(Delivery delivery) => way.Complete(delivery);

    public void Settle(Delivery delivery, Outcome outcome) => way.Settle(receiver.CommandOf(outcome, taken: delivery));
}
