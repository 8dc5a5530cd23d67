using Waybill.Transports;

namespace Waybill.Runtime.Hosting;

/// <summary>
/// The host's transport as the container gives it out: usable from start to stop. Disposing it does nothing, because the hosted service closes the transport, in
/// its order and within its limits. Thread-safe.
/// </summary>
internal sealed class RunningTransport : ITransport, IDisposable
{
    private volatile ITransport? _transport;

    public IInboxStore? Inbox => Require().Inbox;

    public void Attach(ITransport transport) => _transport = transport;

    public ValueTask OpenAsync(Topology topology, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("The host opens its transport itself, when it starts.");

    public PublishTarget ResolveExchange(string exchange) => Require().ResolveExchange(exchange);

    public PublishTarget ResolveQueue(string queue) => Require().ResolveQueue(queue);

    public ValueTask<PublishReceipt> PublishAsync(in OutgoingMessage message, CancellationToken cancellationToken) =>
        Require().PublishAsync(in message, cancellationToken);

    public OutgoingBatch CreateBatch() => Require().CreateBatch();

    public ValueTask<PublishReceipt> PublishAsync(OutgoingBatch batch, CancellationToken cancellationToken) =>
        Require().PublishAsync(batch, cancellationToken);

    public ValueTask<ProducerHandle> OpenProducerAsync(string name, CancellationToken cancellationToken) =>
        Require().OpenProducerAsync(name, cancellationToken);

    public IReceiver Subscribe(ReceiverOptions options, IDeliverySink sink) => Require().Subscribe(options, sink);

    public ValueTask<IReadOnlyList<QueueStatus>> GetQueueStatusAsync(CancellationToken cancellationToken) =>
        Require().GetQueueStatusAsync(cancellationToken);

    public ValueTask<IReadOnlyList<StoredMessage>> BrowseAsync(string queue, int limit, CancellationToken cancellationToken) =>
        Require().BrowseAsync(queue, limit, cancellationToken);

    public ValueTask DisposeAsync() => default;

    public void Dispose() { }

    private ITransport Require() =>
        _transport
        ?? throw new InvalidOperationException(
            "The host has not started Waybill yet, so its transport is not open. Use it after StartAsync."
        );
}
