namespace Waybill;

/// <summary>
/// Publishes messages. Scoped: inside a delivery it is the outbox, so what any service of that scope publishes becomes durable together with the
/// settlement, or not at all; elsewhere it publishes at once. Thread-safe outside a delivery; inside one, for one thread at a time.
/// </summary>
/// <remarks>Every returned task may be kept and awaited later (pipelining), and more than once.</remarks>
public interface IMessageBus
{
    /// <summary>Publishes a message to its exchange. Completes when it is as durable as asked.</summary>
    /// <exception cref="RoutingKeyException">A property cannot be a word of the routing key.</exception>
    /// <exception cref="UnroutableMessageException">The message is mandatory and no queue receives it.</exception>
    /// <exception cref="JournalFaultedException">The journal failed to write; nothing more can be published before a restart.</exception>
    ValueTask<PublishReceipt> PublishAsync<T>(T message, PublishOptions? options = null, CancellationToken cancellationToken = default)
        where T : IMessage<T>;

    /// <summary>Publishes messages all or none, with one confirm. The receipt's destinations are those of the message that reached the fewest.</summary>
    /// <exception cref="RoutingKeyException">A property cannot be a word of the routing key; nothing was published.</exception>
    /// <exception cref="UnroutableMessageException">The messages are mandatory and no queue receives one of them; nothing was published.</exception>
    ValueTask<PublishReceipt> PublishBatchAsync<T>(
        ReadOnlyMemory<T> messages,
        PublishOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : IMessage<T>;

    /// <summary>Puts a message straight into one queue, past the exchanges.</summary>
    /// <exception cref="ArgumentException">No such queue is declared.</exception>
    ValueTask<PublishReceipt> SendAsync<T>(
        string queue,
        T message,
        PublishOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : IMessage<T>;
}
