using Waybill.Runtime.Telemetry;
using Waybill.Transports;

namespace Waybill.Runtime.Dispatch;

/// <summary>
/// Takes each delivery of a queue to its outcome, by the pipeline of its message's type. There always is an outcome, whatever happens. Thread-safe.
/// </summary>
internal sealed class DeliveryRunner(string queue, IEnumerable<HandlerPipeline> pipelines, ConsumerEnvironment environment)
    : IAsyncDisposable
{
    // A delivery that met a fault of our own waits this long, so that it cannot spin; the attempt counts, so that it cannot go on for ever.
    private static readonly TimeSpan s_faultDelay = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, HandlerPipeline> _pipelines = pipelines.ToDictionary(
        pipeline => pipeline.MessageType,
        StringComparer.Ordinal
    );

    /// <summary>Whether some handler needs a lease to reserve its inbox key under.</summary>
    public bool ReservesKeys => _pipelines.Values.Any(pipeline => pipeline.ReservesKeys);

    /// <summary>Ends what handlers keep between calls. Called once no call runs any more.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var pipeline in _pipelines.Values)
        {
            await pipeline.DisposeAsync().ConfigureAwait(false);
        }
    }

    public ValueTask<Outcome> RunAsync(HeldDelivery held, RunningCalls.Place place)
    {
        try
        {
            var running = PipelineOf(held.Delivery)?.RunAsync(held, place) ?? new ValueTask<Outcome>(Refuse(held.Delivery));
            return running.IsCompletedSuccessfully ? running : GuardAsync(held.Delivery, running);
        }
#pragma warning disable CA1031 // No fault may lose a delivery.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new ValueTask<Outcome>(Fault(held.Delivery, exception));
        }
    }

    private HandlerPipeline? PipelineOf(Delivery delivery) =>
        _pipelines.TryGetValue(delivery.MessageType, out var pipeline) ? pipeline : Infer(delivery);

    private Outcome Refuse(Delivery delivery)
    {
        if (delivery.MessageType.Length == 0)
        {
            var unknown = new MessageFormatException(
                $"The message says no type, and of the {_pipelines.Count} that queue '{queue}' handles not exactly one has keys such as '{delivery.RoutingKey}'",
                0,
                ""
            );
            DeliveryLog.Undecodable(environment.Logger, queue, delivery.MessageType, delivery.MessageId, unknown);
            return OutcomeFactory.Undecodable(delivery, unknown);
        }

        DeliveryLog.UnhandledType(environment.Logger, queue, delivery.MessageType, delivery.MessageId);
        return OutcomeFactory.UnhandledType(delivery);
    }

    /// <summary>The type of a message that says none: the only one that is handled here, or the only one that could have been published under its key.</summary>
    private HandlerPipeline? Infer(Delivery delivery)
    {
        if (delivery.MessageType.Length > 0)
        {
            return null;
        }

        var likely = _pipelines
            .Values.Where(pipeline => _pipelines.Count == 1 || pipeline.MayHaveKey(delivery.RoutingKey))
            .Take(2)
            .ToList();
        return likely.Count == 1 ? likely[0] : null;
    }

    private async ValueTask<Outcome> GuardAsync(Delivery delivery, ValueTask<Outcome> running)
    {
        try
        {
            return await running.ConfigureAwait(false);
        }
#pragma warning disable CA1031 // No fault may lose a delivery.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Fault(delivery, exception);
        }
    }

    private Outcome Fault(Delivery delivery, Exception exception)
    {
        DeliveryLog.InternalFault(environment.Logger, queue, delivery.MessageType, delivery.MessageId, exception);
        return new Outcome
        {
            Token = delivery.Token,
            Kind = OutcomeKind.Retry,
            Delay = s_faultDelay,
            Exception = exception,
        };
    }
}
