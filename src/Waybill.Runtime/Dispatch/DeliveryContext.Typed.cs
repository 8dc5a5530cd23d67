namespace Waybill.Runtime.Dispatch;

/// <summary>A delivery with its decoded message.</summary>
internal sealed class DeliveryContext<T>(
    HeldDelivery held,
    HandlerPolicy policy,
    ConsumerEnvironment environment,
    bool singletonsOnly,
    T message
) : DeliveryContext(held, policy, environment, singletonsOnly)
    where T : IMessage<T>
{
    /// <summary>The message in its own type.</summary>
    public T Value { get; } = message;

    public override IMessage Message => Value;
}
