using System.Collections.Concurrent;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Fakes;

/// <summary>A transport that stores nothing and records everything. Deliveries come when a test says so.</summary>
internal sealed class FakeTransport : ITransport
{
    private readonly ConcurrentDictionary<string, FakeReceiver> _receivers = new();
    private int _disposals;

    public FakeInbox Store { get; } = new();

    public bool HasInbox { get; init; } = true;

    public IInboxStore? Inbox => HasInbox ? Store : null;

    public Topology? Topology { get; private set; }

    public ConcurrentQueue<Published> Published { get; } = new();

    public ConcurrentBag<FakeBatch> Batches { get; } = [];

    public Dictionary<string, long> Watermarks { get; } = [];

    /// <summary>How many queues receive a message; by default one.</summary>
    public Func<MessageDescriptor, int> Destinations { get; set; } = _ => 1;

    /// <summary>What publishing answers in place of a receipt.</summary>
    public Func<ValueTask<PublishReceipt>>? Answer { get; set; }

    /// <summary>What disposing waits for.</summary>
    public Task Closing { get; set; } = Task.CompletedTask;

    public Exception? SubscribeFailure { get; set; }

    public int Disposals => _disposals;

    public FakeReceiver Receiver(string queue = TestTopology.Inventory) => _receivers[queue];

    public IEnumerable<string> Subscribed => _receivers.Keys;

    public ValueTask OpenAsync(Topology topology, CancellationToken cancellationToken)
    {
        Assert.Null(Topology);
        Topology = topology;
        return default;
    }

    public PublishTarget ResolveExchange(string exchange) =>
        new(Topology!.Exchanges.Select(e => e.Name).ToList().IndexOf(exchange), IsQueue: false);

    public PublishTarget ResolveQueue(string queue) => new(Topology!.Queues.Select(q => q.Name).ToList().IndexOf(queue), IsQueue: true);

    public ValueTask<PublishReceipt> PublishAsync(in OutgoingMessage message, CancellationToken cancellationToken)
    {
        var published = new Published(message, NameOf(message.Target));
        if (Answer is not null)
        {
            return Answer();
        }

        Published.Enqueue(published);
        return new(new PublishReceipt(Published.Count, message.Durability, Destinations(message.Type), false));
    }

    public OutgoingBatch CreateBatch()
    {
        var batch = new FakeBatch(this);
        Batches.Add(batch);
        return batch;
    }

    public ValueTask<PublishReceipt> PublishAsync(OutgoingBatch batch, CancellationToken cancellationToken)
    {
        var messages = ((FakeBatch)batch).TakeOver();
        messages.ForEach(Published.Enqueue);
        return new(new PublishReceipt(Published.Count, Durability.Flushed, messages.Count, false));
    }

    public ValueTask<ProducerHandle> OpenProducerAsync(string name, CancellationToken cancellationToken) =>
        new(new FakeProducerHandle(Watermarks.GetValueOrDefault(name, -1)));

    public IReceiver Subscribe(ReceiverOptions options, IDeliverySink sink)
    {
        if (SubscribeFailure is not null)
        {
            throw SubscribeFailure;
        }

        return _receivers[options.Queue] = new FakeReceiver(this, options, sink);
    }

    public ValueTask<IReadOnlyList<QueueStatus>> GetQueueStatusAsync(CancellationToken cancellationToken) => new([]);

    public ValueTask<IReadOnlyList<StoredMessage>> BrowseAsync(string queue, int limit, CancellationToken cancellationToken) => new([]);

    public async ValueTask DisposeAsync()
    {
        Interlocked.Increment(ref _disposals);
        await Closing;
    }

    public string NameOf(PublishTarget target) =>
        target.IsQueue ? Topology!.Queues[target.Index].Name : Topology!.Exchanges[target.Index].Name;
}
