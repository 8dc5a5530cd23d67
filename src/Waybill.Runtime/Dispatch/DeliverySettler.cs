using Waybill.Runtime.Telemetry;
using Waybill.Transports;

namespace Waybill.Runtime.Dispatch;

/// <summary>Hands the outcomes of a queue's deliveries back to the transport they came from. Never throws. Thread-safe.</summary>
internal sealed class DeliverySettler(string queue, IReceiver receiver, ConsumerEnvironment environment)
{
    /// <summary>Hands in the outcome of a leased delivery.</summary>
    public void Settle(HeldDelivery held, Outcome outcome)
    {
        held.BeginSettling(outcome.Kind);
        try
        {
            receiver.Settle(outcome);
        }
#pragma warning disable CA1031 // A closed transport hands the message out again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            held.Abandon();
            DeliveryLog.NotSettled(environment.Logger, queue, outcome.Kind, held.Delivery.MessageType, held.Delivery.MessageId, exception);
        }
    }

    /// <summary>Hands in the outcome of what was handed over.</summary>
    public void SettleHandover(Delivery delivery, Outcome outcome)
    {
        try
        {
            if (outcome is { Kind: OutcomeKind.Complete, Outgoing: null })
            {
                receiver.Handover!.Complete(delivery);
            }
            else
            {
                receiver.Handover!.Settle(delivery, outcome);
            }

            // There is no lease that could be stale, and so no answer to wait for.
            environment.Metrics.Settled(queue, delivery.MessageType, outcome.Kind);
        }
#pragma warning disable CA1031 // A closed transport has no more use for a message in memory.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            DeliveryLog.NotSettled(environment.Logger, queue, outcome.Kind, delivery.MessageType, delivery.MessageId, exception);
        }
    }
}
