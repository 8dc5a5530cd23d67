using Waybill.Transports;

namespace Waybill.Runtime.Publishing;

/// <summary>
/// Encodes messages for one opened transport and hands them to it, alone or in a batch. Nothing is allocated for a publish: the body goes into the thread's
/// scratch, the routing key onto the stack, and the transport copies what it keeps. Thread-safe.
/// </summary>
internal sealed class PublishSession(ITransport transport, Topology topology, TimeProvider timeProvider, IRandomSource random)
{
    public ITransport Transport { get; } = transport;

    public PublishRoutes Routes { get; } = new(transport, topology);

    public static Durability Effective(PublishRoute route, PublishOptions? options) =>
        options?.Durability is { } asked && asked > route.Durability ? asked : route.Durability;

    public ValueTask<PublishReceipt> Publish<T>(
        T message,
        PublishRoute route,
        PublishOptions? options,
        ProducerHandle? producer,
        long sequence,
        CancellationToken cancellationToken
    )
        where T : struct, IEncodable
    {
        Span<byte> key = stackalloc byte[RoutingKeyWriter.MaxBytes];
        var body = EncodedBody.Of(message, route.Format);
        var outgoing = Compose(message, route, options, key, body.Bytes, producer, sequence);
        var receipt = Transport.PublishAsync(in outgoing, cancellationToken);
        body.Return();
        return receipt;
    }

    /// <returns>How many queues will receive the message.</returns>
    public int Add<T>(OutgoingBatch batch, T message, PublishRoute route, PublishOptions? options)
        where T : struct, IEncodable
    {
        Span<byte> key = stackalloc byte[RoutingKeyWriter.MaxBytes];
        var body = EncodedBody.Of(message, route.Format);
        var outgoing = Compose(message, route, options, key, body.Bytes, producer: null, sequence: 0);
        var destinations = batch.Add(in outgoing);
        body.Return();
        return destinations;
    }

    private OutgoingMessage Compose<T>(
        T message,
        PublishRoute route,
        PublishOptions? options,
        Span<byte> key,
        ReadOnlySpan<byte> body,
        ProducerHandle? producer,
        long sequence
    )
        where T : struct, IEncodable
    {
        var headers = options?.Headers;
        if (headers is not null)
        {
            ApplicationHeaders.Check(headers);
        }

        ReadOnlySpan<byte> routingKey = route.FixedKey is { } fixedKey ? fixedKey : key[..message.WriteRoutingKey(key)];
        var now = timeProvider.GetUtcNow();
        return new OutgoingMessage
        {
            Target = route.Target,
            Type = message.Descriptor,
            Id = options?.MessageId ?? MessageIds.Create(now, random),
            TimestampMilliseconds = now.ToUnixTimeMilliseconds(),
            Durability = Effective(route, options),
            RoutingKey = routingKey,
            Body = body,
            Headers = MessageContent.Headers(route.Format, headers),
            Producer = producer,
            Sequence = sequence,
        };
    }
}
