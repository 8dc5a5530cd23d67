using Waybill.Generated;
using Waybill.Transports;

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
    private readonly KeyTemplate _keys = new(T.Descriptor.RoutingKey);

    // The generator makes disposable what keeps a singleton.
    public override ValueTask DisposeAsync() => handler is IAsyncDisposable disposable ? disposable.DisposeAsync() : default;

    protected override DeliveryContext Decode(HeldDelivery held) =>
        new DeliveryContext<T>(held, Policy, Environment, singletonsOnly, Read(held.Delivery));

    public override bool MayHaveKey(string routingKey) => _keys.Matches(routingKey);

    protected override string? GetIdempotencyKey(DeliveryContext context) => handler.GetIdempotencyKey(((DeliveryContext<T>)context).Value);

    protected override ValueTask InvokeAsync(DeliveryContext context) => handler.InvokeAsync(((DeliveryContext<T>)context).Value, context);

    protected override bool ShouldRetry(Exception exception) => handler.ShouldRetry(exception);

    private T Read(Delivery delivery) =>
        DeliveryFormat.Of(delivery, Policy.Accept) == MessageFormat.Json
            ? JsonMessageReader.Decode<T>(delivery.Body.Span)
            : ProtoReader.Decode<T>(delivery.Body.Span);
}
