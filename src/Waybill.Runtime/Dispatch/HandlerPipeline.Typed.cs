using Waybill.Generated;

namespace Waybill.Runtime.Dispatch;

/// <summary>The little of a pipeline that needs the message's type; the rest is compiled once for all.</summary>
internal sealed class HandlerPipeline<T>(
    MessageHandler<T> handler,
    HandlerPolicy policy,
    ConsumerEnvironment environment,
    bool singletonsOnly
) : HandlerPipeline(policy, environment)
    where T : IMessage<T>
{
    // The generator makes disposable what keeps a singleton.
    public override ValueTask DisposeAsync() => handler is IAsyncDisposable disposable ? disposable.DisposeAsync() : default;

    protected override DeliveryContext Decode(HeldDelivery held) =>
        new DeliveryContext<T>(held, Policy, Environment, singletonsOnly, ProtoReader.Decode<T>(held.Delivery.Body.Span));

    protected override string? GetIdempotencyKey(DeliveryContext context) => handler.GetIdempotencyKey(((DeliveryContext<T>)context).Value);

    protected override ValueTask InvokeAsync(DeliveryContext context) => handler.InvokeAsync(((DeliveryContext<T>)context).Value, context);

    protected override bool ShouldRetry(Exception exception) => handler.ShouldRetry(exception);
}
