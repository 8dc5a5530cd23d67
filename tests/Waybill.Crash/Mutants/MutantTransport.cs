using Waybill.Transports;

namespace Waybill.Crash.Mutants;

/// <summary>A transport some part of which is of another kind.</summary>
/// <param name="transport">A right one.</param>
internal sealed class MutantTransport(ITransport transport) : ITransport
{
    private const int ForgottenEvery = 5;

    private int _numbered;

    public IInboxStore? Inbox { get; init; } = transport.Inbox;

    /// <summary>What a subscription is for its user.</summary>
    public Func<IReceiver, IDeliverySink, IReceiver> Receivers { get; init; } = static (receiver, _) => receiver;

    /// <summary>What a user is for the transport.</summary>
    public Func<IDeliverySink, IDeliverySink> Sinks { get; init; } = static sink => sink;

    /// <summary>Whether some numbers of producers do not come to the transport.</summary>
    public bool ForgetsNumbers { get; init; }

    public ValueTask OpenAsync(Topology topology, CancellationToken cancellationToken) => transport.OpenAsync(topology, cancellationToken);

    public PublishTarget ResolveExchange(string exchange) => transport.ResolveExchange(exchange);

    public PublishTarget ResolveQueue(string queue) => transport.ResolveQueue(queue);

    public ValueTask<PublishReceipt> PublishAsync(in OutgoingMessage message, CancellationToken cancellationToken) =>
        ForgetsNumbers && message.Producer is not null && Interlocked.Increment(ref _numbered) % ForgottenEvery == 0
            ? transport.PublishAsync(WithoutNumber(message), cancellationToken)
            : transport.PublishAsync(message, cancellationToken);

    public OutgoingBatch CreateBatch() => transport.CreateBatch();

    public ValueTask<PublishReceipt> PublishAsync(OutgoingBatch batch, CancellationToken cancellationToken) =>
        transport.PublishAsync(batch, cancellationToken);

    public ValueTask<ProducerHandle> OpenProducerAsync(string name, CancellationToken cancellationToken) =>
        transport.OpenProducerAsync(name, cancellationToken);

    public IReceiver Subscribe(ReceiverOptions options, IDeliverySink sink) => Receivers(transport.Subscribe(options, Sinks(sink)), sink);

    public ValueTask<IReadOnlyList<QueueStatus>> GetQueueStatusAsync(CancellationToken cancellationToken) =>
        transport.GetQueueStatusAsync(cancellationToken);

    public ValueTask<IReadOnlyList<StoredMessage>> BrowseAsync(string queue, int limit, CancellationToken cancellationToken) =>
        transport.BrowseAsync(queue, limit, cancellationToken);

    public ValueTask DisposeAsync() => transport.DisposeAsync();

    private static OutgoingMessage WithoutNumber(in OutgoingMessage message) =>
        new()
        {
            Target = message.Target,
            Type = message.Type,
            Id = message.Id,
            TimestampMilliseconds = message.TimestampMilliseconds,
            Durability = message.Durability,
            RoutingKey = message.RoutingKey,
            Body = message.Body,
        };
}
