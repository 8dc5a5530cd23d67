using System.Diagnostics.CodeAnalysis;
using Waybill.Broker.Publishing;
using Waybill.Broker.Receiving;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Broker.Handover;

/// <summary>A queue's way as one receiver sees it. Thread-safe.</summary>
internal sealed class ReceiverHandover(EmbeddedReceiver receiver, HandoverQueue way, HandoverPublisher publisher) : IHandover
{
    public bool IsEmpty => way.IsPaused || way.IsEmpty;

    public bool TryTake([NotNullWhen(true)] out Delivery? delivery) => way.TryTake(out delivery);

    public void Complete(Delivery delivery) => way.Complete(delivery);

    public void Settle(Delivery delivery, Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        outcome.TakeOverOutgoing();
        // What a handler in memory publishes into memory needs nobody to make the two one: neither outlives the process.
        if (
            outcome is { Kind: OutcomeKind.Complete, Outgoing: EmbeddedOutgoingBatch batch }
            && publisher.Prepare(batch, AppendPriority.Reserved) is { } handover
            && handover.TryPublishForOutcome()
        )
        {
            batch.Release();
            way.Complete(delivery);
        }
        else
        {
            way.Settle(receiver.CommandOf(outcome, taken: delivery));
        }
    }
}
