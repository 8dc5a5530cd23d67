namespace Waybill;

/// <summary>
/// Publishes a case of a <see cref="UnionAttribute">union</see> as the union that it is: the compiler takes these where it would otherwise look for a message of the case's
/// own type.
/// </summary>
public static class MessageBusExtensions
{
    /// <inheritdoc cref="IMessageBus.PublishAsync" />
    public static ValueTask<PublishReceipt> PublishAsync<T>(
        this IMessageBus bus,
        IMessage<T> message,
        PublishOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : IMessage<T>
    {
        ArgumentNullException.ThrowIfNull(bus);
        return bus.PublishAsync((T)message, options, cancellationToken);
    }

    /// <inheritdoc cref="IMessageBus.SendAsync" />
    public static ValueTask<PublishReceipt> SendAsync<T>(
        this IMessageBus bus,
        string queue,
        IMessage<T> message,
        PublishOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : IMessage<T>
    {
        ArgumentNullException.ThrowIfNull(bus);
        return bus.SendAsync(queue, (T)message, options, cancellationToken);
    }
}
