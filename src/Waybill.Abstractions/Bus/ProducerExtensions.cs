namespace Waybill;

/// <summary>Publishes a case of a <see cref="UnionAttribute">union</see> as the union that it is.</summary>
public static class ProducerExtensions
{
    /// <inheritdoc cref="IProducer.PublishAsync" />
    public static ValueTask<PublishReceipt> PublishAsync<T>(
        this IProducer producer,
        IMessage<T> message,
        long sequence,
        PublishOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : IMessage<T>
    {
        ArgumentNullException.ThrowIfNull(producer);
        return producer.PublishAsync((T)message, sequence, options, cancellationToken);
    }
}
