using Waybill.Transports;

namespace Waybill.Crash.Mutants;

/// <summary>A transport with a receiver or an inbox of another kind.</summary>
/// <param name="transport">The transport.</param>
/// <param name="wrapper">Wraps a sink's receiver; null: none is wrapped.</param>
/// <param name="inbox">The inbox.</param>
internal sealed class MutantTransport(ITransport transport, Func<IReceiver, IDeliverySink, IReceiver>? wrapper, IInboxStore? inbox)
    : ITransport
{
    public IInboxStore? Inbox => inbox;

    public ValueTask OpenAsync(Topology topology, CancellationToken cancellationToken) => transport.OpenAsync(topology, cancellationToken);

    public PublishTarget ResolveExchange(string exchange) => transport.ResolveExchange(exchange);

    public PublishTarget ResolveQueue(string queue) => transport.ResolveQueue(queue);

    public ValueTask<PublishReceipt> PublishAsync(in OutgoingMessage message, CancellationToken cancellationToken) =>
        transport.PublishAsync(message, cancellationToken);

    public OutgoingBatch CreateBatch() => transport.CreateBatch();

    public ValueTask<PublishReceipt> PublishAsync(OutgoingBatch batch, CancellationToken cancellationToken) =>
        transport.PublishAsync(batch, cancellationToken);

    public ValueTask<ProducerHandle> OpenProducerAsync(string name, CancellationToken cancellationToken) =>
        transport.OpenProducerAsync(name, cancellationToken);

    public IReceiver Subscribe(ReceiverOptions options, IDeliverySink sink)
    {
        var receiver = transport.Subscribe(options, sink);
        return wrapper?.Invoke(receiver, sink) ?? receiver;
    }

    public ValueTask<IReadOnlyList<QueueStatus>> GetQueueStatusAsync(CancellationToken cancellationToken) =>
        transport.GetQueueStatusAsync(cancellationToken);

    public ValueTask<IReadOnlyList<StoredMessage>> BrowseAsync(string queue, int limit, CancellationToken cancellationToken) =>
        transport.BrowseAsync(queue, limit, cancellationToken);

    public ValueTask DisposeAsync() => transport.DisposeAsync();
}
