using System.Diagnostics.CodeAnalysis;
using Waybill.Runtime.Idempotency;
using Waybill.Runtime.Telemetry;
using Waybill.Transports;

namespace Waybill.Runtime.Dispatch;

/// <summary>
/// What happens to one message type in one queue: decode, reserve the inbox key, call, and turn what came of it into an outcome. Never throws for
/// anything that a message or a handler does. Thread-safe.
/// </summary>
[SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a handler throws becomes an outcome.")]
internal abstract class HandlerPipeline(HandlerPolicy policy, ConsumerEnvironment environment) : IAsyncDisposable
{
    private readonly OutcomeFactory _outcomes = new(policy, environment.Random);
    private readonly InboxGuard? _inbox = InboxGuard.Create(policy, environment.Transport.Inbox);

    protected HandlerPolicy Policy { get; } = policy;

    protected ConsumerEnvironment Environment { get; } = environment;

    public string MessageType => Policy.MessageType;

    /// <summary>Takes a delivery to its outcome.</summary>
    public async ValueTask<Outcome> RunAsync(HeldDelivery held)
    {
        // The attempts of a message that ends the process are counted by its lost leases: it is not called once too often.
        if (Policy.Retry.IsExhausted(held.Delivery.Failed))
        {
            return GiveUp(held, _outcomes.Exhausted(held.Delivery));
        }

        DeliveryContext context;
        try
        {
            context = Decode(held);
        }
        catch (Exception exception)
        {
            DeliveryLog.Undecodable(Environment.Logger, Policy.Queue, Policy.MessageType, held.Delivery.MessageId, exception);
            return OutcomeFactory.Undecodable(held.Delivery, exception);
        }

        try
        {
            InboxKey? key = null;
            if (_inbox is not null)
            {
                key = _inbox.KeyOf(held.Delivery, GetIdempotencyKey(context));
                switch (await _inbox.ReserveAsync(held, key.Value).ConfigureAwait(false))
                {
                    case InboxReservation.AlreadyClaimed:
                        DeliveryLog.Duplicate(Environment.Logger, Policy.Queue, Policy.MessageType, held.Delivery.MessageId);
                        return OutcomeFactory.Duplicate(held.Delivery);
                    case InboxReservation.StaleLease:
                        return OutcomeFactory.Release(held.Delivery);
                }
            }

            // A lease that is lost before the call has begun may have let its bytes be overwritten while they were decoded.
            return held.LeaseLost ? OutcomeFactory.Release(held.Delivery) : await CallAsync(held, context, key).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return Failed(held, exception, byHandler: ReferenceEquals(exception, context.Thrown));
        }
    }

    /// <summary>Ends what the handler keeps between calls. Called once no call runs any more.</summary>
    public abstract ValueTask DisposeAsync();

    protected abstract DeliveryContext Decode(HeldDelivery held);

    protected abstract string? GetIdempotencyKey(DeliveryContext context);

    protected abstract ValueTask InvokeAsync(DeliveryContext context);

    protected abstract bool ShouldRetry(Exception exception);

    private async ValueTask<Outcome> CallAsync(HeldDelivery held, DeliveryContext context, InboxKey? key)
    {
        try
        {
            await using (StartTimeout(held).ConfigureAwait(false))
            {
                try
                {
                    await InvokeAsync(context).ConfigureAwait(false);
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

            ThrowIfTimedOut(held, inner: null);
            return _outcomes.Complete(held.Delivery, key, context.TakeOutbox());
        }
        catch
        {
            context.DropOutbox();
            throw;
        }
    }

    private ITimer StartTimeout(HeldDelivery held) =>
        Environment.TimeProvider.CreateTimer(
            static state => ((HeldDelivery)state!).Cancel(CancelReason.Timeout),
            held,
            Policy.Timeout,
            Timeout.InfiniteTimeSpan
        );

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
