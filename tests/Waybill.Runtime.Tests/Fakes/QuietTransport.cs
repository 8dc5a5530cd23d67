using Waybill.Transports;

namespace Waybill.Runtime.Tests.Fakes;

/// <summary>Counts publishes and allocates nothing.</summary>
internal sealed class QuietTransport : ITransport
{
    public int Count { get; private set; }

    public IInboxStore? Inbox => null;

    public ValueTask OpenAsync(Topology topology, CancellationToken cancellationToken) => default;

    public PublishTarget ResolveExchange(string exchange) => new(0, IsQueue: false);

    public PublishTarget ResolveQueue(string queue) => new(0, IsQueue: true);

    public ValueTask<PublishReceipt> PublishAsync(in OutgoingMessage message, CancellationToken cancellationToken)
    {
        Count++;
        return new(new PublishReceipt(Count, message.Durability, 1, false));
    }

    public OutgoingBatch CreateBatch() => throw new NotSupportedException();

    public ValueTask<PublishReceipt> PublishAsync(OutgoingBatch batch, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<ProducerHandle> OpenProducerAsync(string name, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public IReceiver Subscribe(ReceiverOptions options, IDeliverySink sink) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<QueueStatus>> GetQueueStatusAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<StoredMessage>> BrowseAsync(string queue, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => default;
}
