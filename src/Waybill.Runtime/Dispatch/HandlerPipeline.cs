using Waybill.Runtime.Idempotency;
using Waybill.Runtime.Telemetry;
using Waybill.Transports;

namespace Waybill.Runtime.Dispatch;

/// <summary>
/// What happens to one message type in one queue: decode, reserve the inbox key, call, and turn what came of it into an outcome. Never throws for
/// anything that a message or a handler does. Thread-safe.
/// </summary>
internal abstract class HandlerPipeline(HandlerPolicy policy, ConsumerEnvironment environment) : IAsyncDisposable
{
    private readonly OutcomeFactory _outcomes = new(policy, environment.Random);
    private readonly InboxGuard? _inbox = InboxGuard.Create(policy, environment.Transport.Inbox);

    protected HandlerPolicy Policy { get; } = policy;

    protected ConsumerEnvironment Environment { get; } = environment;

    public string MessageType => Policy.MessageType;

    /// <summary>Whether its handler is idempotent, and so needs leases to reserve keys under.</summary>
    public bool ReservesKeys => _inbox is not null;

    /// <summary>Whether a message of this type could have been published under a key.</summary>
    public abstract bool MayHaveKey(string routingKey);

    /// <summary>Takes a delivery to its outcome, at a worker's place.</summary>
    public ValueTask<Outcome> RunAsync(HeldDelivery held, RunningCalls.Place place)
    {
        // Leases that were lost while the process lived count as attempts: it is not called once too often.
        if (Policy.Retry.IsExhausted(held.Delivery.Failed))
        {
            return new ValueTask<Outcome>(GiveUp(held, _outcomes.Exhausted(held.Delivery)));
        }

        DeliveryContext context;
        try
        {
            context = Decode(held);
        }
#pragma warning disable CA1031 // Whatever a codec throws, the message is undecodable.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            DeliveryLog.Undecodable(Environment.Logger, Policy.Queue, Policy.MessageType, held.Delivery.MessageId, exception);
            return new ValueTask<Outcome>(OutcomeFactory.Undecodable(held.Delivery, exception));
        }

        return _inbox is null ? CallAsync(held, place, context, key: null) : ReserveAndCallAsync(_inbox, held, place, context);
    }

    /// <summary>Ends what the handler keeps between calls. Called once no call runs any more.</summary>
    public abstract ValueTask DisposeAsync();

    protected abstract DeliveryContext Decode(HeldDelivery held);

    protected abstract string? GetIdempotencyKey(DeliveryContext context);

    protected abstract ValueTask InvokeAsync(DeliveryContext context);

    protected abstract bool ShouldRetry(Exception exception);

    private async ValueTask<Outcome> ReserveAndCallAsync(
        InboxGuard inbox,
        HeldDelivery held,
        RunningCalls.Place place,
        DeliveryContext context
    )
    {
        InboxKey key;
        try
        {
            key = inbox.KeyOf(held.Delivery, GetIdempotencyKey(context));
            switch (await inbox.ReserveAsync(held, key).ConfigureAwait(false))
            {
                case InboxReservation.AlreadyClaimed:
                    DeliveryLog.Duplicate(Environment.Logger, Policy.Queue, Policy.MessageType, held.Delivery.MessageId);
                    return OutcomeFactory.Duplicate(held.Delivery);
                case InboxReservation.StaleLease:
                    return OutcomeFactory.Release(held.Delivery);
            }
        }
#pragma warning disable CA1031 // Whatever the key or the inbox throws becomes an outcome.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Failed(held, exception, byHandler: false);
        }

        return await CallAsync(held, place, context, key).ConfigureAwait(false);
    }

    private async ValueTask<Outcome> CallAsync(HeldDelivery held, RunningCalls.Place place, DeliveryContext context, InboxKey? key)
    {
        // A lease that is lost before the call has begun may have let its bytes be overwritten while they were decoded.
        if (held.LeaseLost)
        {
            return OutcomeFactory.Release(held.Delivery);
        }

        try
        {
            try
            {
                place.Begin(held, Policy.Timeout);
                await InvokeInScopeAsync(context).ConfigureAwait(false);
            }
            finally
            {
                place.End();
            }

            ThrowIfTimedOut(held, inner: null);
            return _outcomes.Complete(held.Delivery, key, context.TakeOutbox());
        }
#pragma warning disable CA1031 // Whatever a handler throws becomes an outcome.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            context.DropOutbox();
            return Failed(held, exception, byHandler: ReferenceEquals(exception, context.Thrown));
        }
    }

    private ValueTask InvokeInScopeAsync(DeliveryContext context)
    {
        ValueTask call;
        try
        {
            call = InvokeAsync(context);
        }
#pragma warning disable CA1031 // Thrown at once or later, it is the call's.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            call = ValueTask.FromException(exception);
        }

        return call.IsCompletedSuccessfully ? context.EndScopeAsync() : EndScopeAfterAsync(call, context);
    }

    private static async ValueTask EndScopeAfterAsync(ValueTask call, DeliveryContext context)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            context.Thrown = exception;
            throw;
        }
        finally
        {
            await context.EndScopeAsync().ConfigureAwait(false);
        }
    }

    /// <param name="held">The delivery.</param>
    /// <param name="exception">What ended the attempt.</param>
    /// <param name="byHandler">
    /// Whether the handler threw it: only then do the exceptions that <c>[Retry]</c> names decide. A timeout or a failing inbox says nothing of the message.
    /// </param>
    private Outcome Failed(HeldDelivery held, Exception exception, bool byHandler)
    {
        switch (held.Reason)
        {
            case CancelReason.Shutdown:
            case CancelReason.LeaseLost:
                // The attempt was ended from outside: it proves nothing against the message. On a lost lease this is answered as stale.
                DeliveryLog.Interrupted(Environment.Logger, Policy.Queue, Policy.MessageType, held.Delivery.MessageId, held.Reason);
                return OutcomeFactory.Release(held.Delivery);
            case CancelReason.Timeout or CancelReason.LeaseCap when exception is not TimeoutException:
                exception = TimedOut(held, exception);
                byHandler = false;
                break;
        }

        var outcome = _outcomes.Failed(held.Delivery, exception, !byHandler || ShouldRetry(exception));
        if (outcome.Kind != OutcomeKind.Retry)
        {
            return GiveUp(held, outcome);
        }

        DeliveryLog.Retrying(
            Environment.Logger,
            Policy.Queue,
            Policy.MessageType,
            held.Delivery.MessageId,
            held.Delivery.Failed + 1,
            Policy.Retry.Attempts,
            outcome.Delay,
            exception
        );
        return outcome;
    }

    private Outcome GiveUp(HeldDelivery held, Outcome outcome)
    {
        if (outcome.Kind == OutcomeKind.Discard)
        {
            DeliveryLog.Discarded(
                Environment.Logger,
                Policy.Queue,
                Policy.MessageType,
                held.Delivery.MessageId,
                outcome.Reason,
                outcome.Exception
            );
        }
        else
        {
            DeliveryLog.DeadLettered(
                Environment.Logger,
                Policy.Queue,
                Policy.MessageType,
                held.Delivery.MessageId,
                outcome.Reason,
                outcome.Exception
            );
        }

        return outcome;
    }

    // A handler that ignored its token and ended well afterwards is too late all the same: callers must be able to rely on the limit.
    private void ThrowIfTimedOut(HeldDelivery held, Exception? inner)
    {
        if (held.Reason is CancelReason.Timeout or CancelReason.LeaseCap)
        {
            throw TimedOut(held, inner);
        }
    }

    private TimeoutException TimedOut(HeldDelivery held, Exception? inner) =>
        new(
            held.Reason == CancelReason.Timeout
                ? $"The handler of {Policy.MessageType} in queue '{Policy.Queue}' did not end within its timeout of {Policy.Timeout}."
                : $"The handler of {Policy.MessageType} in queue '{Policy.Queue}' reached the longest time that a lease is renewed, {LeaseRenewal.Cap}.",
            inner
        );
}
