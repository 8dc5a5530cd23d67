using Waybill.Topologies;
using Waybill.Transports;

namespace Waybill.Runtime.Publishing;

/// <summary>The bus outside deliveries. Wrong use and messages that cannot be encoded throw at the call; what fails later comes with the task.</summary>
internal sealed class DirectMessageBus : IDirectMessageBus
{
    private volatile PublishSession? _session;
    private volatile bool _closed;

    public void Open(PublishSession session) => _session = session;

    public void Close() => _closed = true;

    public ValueTask<PublishReceipt> PublishAsync<T>(
        T message,
        PublishOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : IMessage<T>
    {
        ArgumentNullException.ThrowIfNull(message);
        var session = Session();
        return session.Publish(
            new TypedMessage<T>(message),
            session.Routes.OfType(T.Descriptor),
            options,
            producer: null,
            sequence: 0,
            cancellationToken
        );
    }

    public ValueTask<PublishReceipt> SendAsync<T>(
        string queue,
        T message,
        PublishOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : IMessage<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(queue);
        ArgumentNullException.ThrowIfNull(message);
        var session = Session();
        return session.Publish(
            new TypedMessage<T>(message),
            session.Routes.OfQueue(queue, T.Descriptor),
            options,
            producer: null,
            sequence: 0,
            cancellationToken
        );
    }

    public ValueTask<PublishReceipt> PublishBatchAsync<T>(
        ReadOnlyMemory<T> messages,
        PublishOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : IMessage<T>
    {
        var session = Session();
        BatchRules.Check(messages.Span, options);
        var route = session.Routes.OfType(T.Descriptor);
        if (messages.IsEmpty)
        {
            return new(new PublishReceipt(0, PublishSession.Effective(route, options), 0, Duplicate: false));
        }

        var batch = session.Transport.CreateBatch();
        try
        {
            foreach (var message in messages.Span)
            {
                session.Add(batch, new TypedMessage<T>(message), route, options);
            }
        }
        catch
        {
            batch.Dispose();
            throw;
        }

        return session.Transport.PublishAsync(batch, cancellationToken);
    }

    public ValueTask<IProducer> OpenProducerAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        NameRule.Check($"The producer's name '{name}'", name, static problem => throw new ArgumentException(problem, nameof(name)));
        cancellationToken.ThrowIfCancellationRequested();
        return OpenAsync(Session().Transport);

        async ValueTask<IProducer> OpenAsync(ITransport transport) =>
            new Producer(name, await transport.OpenProducerAsync(name, cancellationToken).ConfigureAwait(false), this);
    }

    /// <summary>Publishes under a producer's sequence number.</summary>
    public ValueTask<PublishReceipt> PublishSequencedAsync<T>(
        T message,
        ProducerHandle producer,
        long sequence,
        PublishOptions? options,
        CancellationToken cancellationToken
    )
        where T : IMessage<T>
    {
        var session = Session();
        return session.Publish(
            new TypedMessage<T>(message),
            session.Routes.OfType(T.Descriptor),
            options,
            producer,
            sequence,
            cancellationToken
        );
    }

    /// <summary>What the receipt of a message that was stored in an earlier life says of its durability.</summary>
    public Durability EffectiveDurability(MessageDescriptor type, PublishOptions? options) =>
        PublishSession.Effective(Session().Routes.OfType(type), options);

    private PublishSession Session()
    {
        if (_closed)
        {
            throw new TransportException("The host has stopped, and its transport with it: nothing can be published any more.");
        }

        return _session
            ?? throw new InvalidOperationException(
                "The host has not started Waybill yet, so nothing can be published. Publish after the host's StartAsync; "
                    + "hosted services that publish belong after AddWaybill."
            );
    }
}
