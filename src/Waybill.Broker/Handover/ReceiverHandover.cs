using System.Diagnostics.CodeAnalysis;
using Waybill.Broker.Publishing;
using Waybill.Broker.Receiving;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Broker.Handover;

/// <summary>
/// A queue's way as one receiver sees it. As with what the broker hands out, no more than a prefetch of outcomes may be on their way to the journal before the next message
/// is taken: each holds what it publishes, and while there is no room they would come without end. Thread-safe.
/// </summary>
internal sealed class ReceiverHandover(EmbeddedReceiver receiver, HandoverQueue way, HandoverPublisher publisher, int prefetch) : IHandover
{
    private int _unanswered;

    public bool IsEmpty => IsFull || way.IsPaused || way.IsEmpty;

    private bool IsFull => Volatile.Read(ref _unanswered) >= prefetch;

    public bool TryTake([NotNullWhen(true)] out Delivery? delivery)
    {
        delivery = null;
        return !IsFull && way.TryTake(out delivery);
    }

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
            var command = receiver.CommandOf(outcome, taken: delivery);
            Interlocked.Increment(ref _unanswered);
            way.Settle(command);
        }
    }

    /// <summary>An outcome is settled, or its message is the broker's again: there is room for another. From the broker's thread.</summary>
    public void OnAnswered()
    {
        if (Interlocked.Decrement(ref _unanswered) == prefetch - 1)
        {
            // Whoever looked meanwhile found nothing, and waits to be told.
            way.Tell(receiver.Sink);
        }
    }
}
