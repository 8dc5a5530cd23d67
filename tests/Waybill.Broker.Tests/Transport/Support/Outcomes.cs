using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>Outcomes in few words.</summary>
internal static class Outcomes
{
    public static Outcome Of(this Delivery delivery, OutcomeKind kind, OutgoingBatch? outgoing = null) =>
        new()
        {
            Token = delivery.Token,
            Kind = kind,
            Outgoing = outgoing,
        };

    public static Outcome Complete(this Delivery delivery, OutgoingBatch? outgoing = null) => delivery.Of(OutcomeKind.Complete, outgoing);

    public static Outcome Claim(this Delivery delivery, InboxKey key, TimeSpan retention) =>
        new()
        {
            Token = delivery.Token,
            Kind = OutcomeKind.Complete,
            InboxKey = key,
            InboxRetention = retention,
        };

    public static Outcome Retry(this Delivery delivery, TimeSpan delay) =>
        new()
        {
            Token = delivery.Token,
            Kind = OutcomeKind.Retry,
            Delay = delay,
        };

    public static Outcome Kill(this Delivery delivery, DeathReason reason = DeathReason.Rejected, Exception? exception = null) =>
        new()
        {
            Token = delivery.Token,
            Kind = OutcomeKind.DeadLetter,
            Reason = reason,
            Exception = exception,
        };
}
