using Waybill.Runtime.Telemetry;
using Waybill.Transports;

namespace Waybill.Runtime.Dispatch;

/// <summary>Tells the transport what becomes of a queue's deliveries, and hands their outcomes back to it. Never throws. Thread-safe.</summary>
internal sealed class DeliverySettler(string queue, IReceiver receiver, ConsumerEnvironment environment)
{
    /// <summary>A leased delivery is about to be handled.</summary>
    public void Begin(HeldDelivery held)
    {
        try
        {
            receiver.BeginHandling(held.Delivery);
        }
#pragma warning disable CA1031 // A book that is not kept must not lose a delivery.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            DeliveryLog.NotMarked(environment.Logger, queue, held.Delivery.MessageType, held.Delivery.MessageId, exception);
        }
    }

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
