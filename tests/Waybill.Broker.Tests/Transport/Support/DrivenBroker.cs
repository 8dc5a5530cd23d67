using System.Collections.Frozen;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Waybill.Broker.Core;
using Waybill.Broker.Exchanges;
using Waybill.Broker.Loop;
using Waybill.Broker.Publishing;
using Waybill.Broker.Receiving;
using Waybill.Storage;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>
/// A broker whose loop has its turns from the test, in the test's thread: what happens between two of them is the test's to say. One queue, "a", on a simulated device.
/// </summary>
internal sealed class DrivenBroker : IAsyncDisposable
{
    private static readonly MessageDescriptor s_type = new() { Name = "test.order" };

    private readonly FrozenDictionary<string, QueueState> _queues;
    private readonly BrokerLoop _loop;
    private readonly Publisher _publisher;

    private DrivenBroker(Journal journal, BrokerLoop loop, Publisher publisher, FrozenDictionary<string, QueueState> queues)
    {
        Journal = journal;
        _loop = loop;
        _publisher = publisher;
        _queues = queues;
    }

    public Journal Journal { get; }

    public BrokerLoop Loop => _loop;

    public long InFlight => _queues["a"].InFlight;

    public static async Task<DrivenBroker> OpenAsync(
        TimeProvider time,
        TimeSpan lease,
        SimulatedDevice? device = null,
        int bufferCount = 16
    )
    {
        var topology = new Topology([], [new QueueDeclaration("a", true, null, lease)], []);
        var state = new BrokerState();
        var client = new JournalClient(state);
        var options = new JournalOptions
        {
            SegmentBytes = 256 << 10,
            BufferBytes = 64 << 10,
            BufferCount = bufferCount,
        };
        var cancellation = TestContext.Current.CancellationToken;
        var journal = await Journal.OpenAsync(device ?? new SimulatedDevice(), client, options, cancellation);
        state.EndRecovery();
        var budget = new MemoryBudget(1 << 20);
        var loop = new BrokerLoop(journal, state, new MemoryRecords(budget), time, NullLogger.Instance);
        var queues = await Provisioning.DeclareAsync(topology, state, journal, NullLogger.Instance, cancellation);
        client.Attach(loop);
        var router = new Router(
            RoutingTable.Create(topology, queue => queues[queue].Symbol),
            new UnroutableAlarm(NullLogger.Instance, time)
        );
        var publisher = new Publisher(journal, router, state.Symbols, loop, budget, waitingBytes: 1 << 20, folder: "/simulated");
        return new DrivenBroker(journal, loop, publisher, queues);
    }

    public (IReceiver Receiver, RecordingSink Sink) Subscribe(int prefetch = 1)
    {
        var sink = new RecordingSink();
        var receiver = new EmbeddedReceiver(_loop, _queues["a"], new ReceiverOptions("a", prefetch, 1 << 20), sink);
        _loop.Add(receiver);
        return (receiver, sink);
    }

    /// <summary>Publishes into memory: the queue has it after the next turn, whatever the journal does.</summary>
    public void Keep(string text) => Assert.True(Begin(text, Durability.Memory).IsCompletedSuccessfully);

    /// <summary>Publishes without waiting for more than the call.</summary>
    public ValueTask<PublishReceipt> Begin(string text, Durability durability = Durability.Flushed) =>
        _publisher.Publish(Message(text, s_type, durability), CancellationToken.None);

    /// <summary>Turns until nothing more is due.</summary>
    public void Turn()
    {
        while (_loop.Turn()) { }
    }

    public async ValueTask DisposeAsync()
    {
        // From here on in a thread of its own, as it ends in life.
        _loop.Start();
        await _loop.StopAsync().Guarded();
        await Journal.DisposeAsync();
        _loop.Dispose();
        _loop.State.Dispose();
    }

    private OutgoingMessage Message(string text, MessageDescriptor type, Durability durability) =>
        new()
        {
            Target = new PublishTarget(_queues["a"].Symbol, IsQueue: true),
            Type = type,
            Id = Guid.CreateVersion7(),
            TimestampMilliseconds = 1,
            Durability = durability,
            RoutingKey = default,
            Body = Encoding.UTF8.GetBytes(text),
        };
}
