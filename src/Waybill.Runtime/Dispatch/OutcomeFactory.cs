using Waybill.Runtime.Publishing;
using Waybill.Transports;

namespace Waybill.Runtime.Dispatch;

/// <summary>Turns what happened to a delivery into its outcome, by the policies of its queue and message type. Thread-safe.</summary>
internal sealed class OutcomeFactory(HandlerPolicy policy, IRandomSource random)
{
    // What was handed over has no lease, and so its plain completion is the same for all.
    private static readonly Outcome s_completed = new() { Token = default, Kind = OutcomeKind.Complete };

    public static Outcome Release(Delivery delivery) => new() { Token = delivery.Token, Kind = OutcomeKind.Release };

    public static Outcome Duplicate(Delivery delivery) => new() { Token = delivery.Token, Kind = OutcomeKind.CompleteDuplicate };

    /// <summary>Bytes that are no message: dead-lettered even where failures are discarded, because it is the deployment that is at fault.</summary>
    public static Outcome Undecodable(Delivery delivery, Exception exception) =>
        new()
        {
            Token = delivery.Token,
            Kind = OutcomeKind.DeadLetter,
            Reason = DeathReason.Undecodable,
            Exception = exception,
        };

    /// <summary>A type that the queue's handler does not know: parked, so that a later version can take it.</summary>
    public static Outcome UnhandledType(Delivery delivery) =>
        new()
        {
            Token = delivery.Token,
            Kind = OutcomeKind.DeadLetter,
            Reason = DeathReason.UnhandledType,
        };

    public Outcome Complete(Delivery delivery, InboxKey? key, OutgoingBatch? outgoing) =>
        delivery.Token == default && outgoing is null
            ? s_completed
            : new Outcome
            {
                Token = delivery.Token,
                Kind = OutcomeKind.Complete,
                InboxKey = key,
                InboxRetention = key is null ? default : policy.InboxRetention.GetValueOrDefault(),
                Outgoing = outgoing,
            };

    /// <summary>A message that used up its attempts before: its last ones ended the process.</summary>
    public Outcome Exhausted(Delivery delivery) => Terminal(delivery, DeathReason.DeliveryLimit, exception: null);

    /// <summary>An attempt that failed.</summary>
    public Outcome Failed(Delivery delivery, Exception exception, bool mayRetry)
    {
        if (!mayRetry)
        {
            return Terminal(delivery, DeathReason.Rejected, exception);
        }

        var failed = delivery.Failed + 1;
        return policy.Retry.IsExhausted(failed)
            ? Terminal(delivery, DeathReason.DeliveryLimit, exception)
            : new Outcome
            {
                Token = delivery.Token,
                Kind = OutcomeKind.Retry,
                Delay = policy.Retry.DelayAfter(failed, random),
                Exception = exception,
            };
    }

    private Outcome Terminal(Delivery delivery, DeathReason reason, Exception? exception) =>
        new()
        {
            Token = delivery.Token,
            Kind = policy.Discards ? OutcomeKind.Discard : OutcomeKind.DeadLetter,
            Reason = reason,
            Exception = exception,
        };
}
