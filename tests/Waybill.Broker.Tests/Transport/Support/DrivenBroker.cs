using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Core;
using Waybill.Broker.Exchanges;
using Waybill.Broker.Handover;
using Waybill.Broker.InFlight;
using Waybill.Broker.Loop;
using Waybill.Broker.Publishing;
using Waybill.Broker.Receiving;
using Waybill.Storage;
using Waybill.Storage.Tests.Support;
using Waybill.Storage.Threads;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>
/// A broker whose loop has its turns from the test, in the test's thread: what happens between two of them is the test's to say. One queue, "a", on a simulated device.
/// </summary>
internal sealed class DrivenBroker : IAsyncDisposable
{
    private static readonly MessageDescriptor s_type = new() { Name = "test.order" };

    private readonly Journal _journal;
    private readonly BrokerLoop _loop;
    private readonly Publisher _publisher;
    private readonly QueueState _queue;

    private DrivenBroker(
        SimulatedDevice device,
        Journal journal,
        SteppedClient commits,
        BrokerLoop loop,
        Publisher publisher,
        QueueState queue
    )
    {
        Device = device;
        _journal = journal;
        Commits = commits;
        _loop = loop;
        _publisher = publisher;
        _queue = queue;
    }

    public SimulatedDevice Device { get; }

    /// <summary>The journal's commits, which a test may hold up.</summary>
    public SteppedClient Commits { get; }

    public long InFlight => _queue.InFlight;

    /// <summary>The queue's way past the loop.</summary>
    public HandoverQueue Way => _loop.Ways.Of(_queue.Symbol)!;

    public static async Task<DrivenBroker> OpenAsync(
        TimeProvider time,
        TimeSpan lease,
        int bufferCount = 16,
        ILogger? logger = null,
        SimulatedDevice? device = null,
        TimeSpan? patience = null
    )
    {
        device ??= new SimulatedDevice();
        var topology = new Topology([], [new QueueDeclaration("a", true, null, lease)], []);
        var state = new BrokerState();
        var client = new JournalClient(state, OwnThreads.Instance);
        var commits = new SteppedClient(client);
        var options = new JournalOptions
        {
            SegmentBytes = 256 << 10,
            BufferBytes = 64 << 10,
            BufferCount = bufferCount,
        };
        var cancellation = TestContext.Current.CancellationToken;
        var journal = await Journal.OpenAsync(device, commits, options, cancellation);
        state.EndRecovery();
        var budget = new MemoryBudget(1 << 20);
        var queue = (await Provisioning.DeclareAsync(topology, state, journal, device.Name, NullLogger.Instance, cancellation))["a"];
        var inFlight = InFlightOpening.Open(
            device,
            state,
            new RecordStore(journal.Read, memory: null),
            time.GetUtcNow().ToUnixTimeMilliseconds(),
            limit: 3,
            logger ?? NullLogger.Instance
        );
        var isolation = new IsolationRules(CrashLimit: 3, patience ?? TimeSpan.FromMinutes(5));
        var loop = new BrokerLoop(
            journal,
            state,
            budget,
            [queue],
            inFlight,
            isolation,
            OwnThreads.Instance,
            time,
            logger ?? NullLogger.Instance
        );
        client.Attach(loop);
        var router = new Router(RoutingTable.Create(topology, _ => queue.Symbol), new UnroutableAlarm(NullLogger.Instance, time));
        var publisher = new Publisher(
            journal,
            router,
            state.Symbols,
            loop,
            budget,
            waitingBytes: 1 << 20,
            briefWait: TimeSpan.Zero,
            scheduler: TaskScheduler.Default,
            folder: "/simulated"
        );
        return new DrivenBroker(device, journal, commits, loop, publisher, queue);
    }

    public (IReceiver Receiver, RecordingSink Sink) Subscribe(int prefetch = 1)
    {
        var sink = new RecordingSink();
        var receiver = new EmbeddedReceiver(
            _loop,
            _queue,
            _loop.Ways.Of(_queue.Symbol)!,
            new ReceiverOptions("a", prefetch, 1 << 20),
            sink
        );
        _loop.Add(receiver);
        return (receiver, sink);
    }

    /// <summary>Subscribes as who takes itself what is handed over.</summary>
    public TakingSink Take(int prefetch)
    {
        var sink = new TakingSink();
        var receiver = new EmbeddedReceiver(_loop, _queue, Way, new ReceiverOptions("a", prefetch, 1 << 20) { Handover = true }, sink);
        sink.Receiver = receiver;
        _loop.Add(receiver);
        return sink;
    }

    /// <summary>Publishes into memory: the queue has it after the next turn, whatever the journal does.</summary>
    public void Keep(string text) => Assert.True(Begin(text, Durability.Memory).IsCompletedSuccessfully);

    /// <summary>Publishes without waiting for more than the call.</summary>
    public ValueTask<PublishReceipt> Begin(string text, Durability durability = Durability.Flushed) =>
        _publisher.Publish(Message(text, s_type, durability), CancellationToken.None);

    /// <summary>What an outcome publishes: one message, whose type the journal does not know yet.</summary>
    public OutgoingBatch Batch(string text, string type)
    {
        var batch = _publisher.CreateBatch();
        batch.Add(Message(text, new MessageDescriptor { Name = type }, Durability.Flushed));
        return batch;
    }

    /// <summary>Whether a publisher finds no room in the journal for a record of that size.</summary>
    public bool IsFullFor(int payloadBytes) =>
        !_journal.WaitForRoomAsync(payloadBytes, AppendPriority.Normal, TestContext.Current.CancellationToken).IsCompleted;

    /// <summary>Hands an outcome to the broker, which deals with nothing else in between.</summary>
    public void Settle(IReceiver receiver, Outcome outcome) =>
        new SettleCommand((EmbeddedReceiver)receiver, outcome, cause: null, taken: null).Run(_loop);

    /// <summary>Hands an outcome in as a handler does, and turns until it is as durable as it asks.</summary>
    public async Task SettleAsync(IReceiver receiver, RecordingSink sink, Outcome outcome)
    {
        var settled = sink.SettledAsync();
        receiver.Settle(outcome);
        while (!settled.IsCompleted)
        {
            Turn();
            await Task.Yield();
        }

        Assert.Equal((outcome.Token, SettlementResult.Settled), await settled);
    }

    /// <summary>Asks for an inbox key as a handler does, and gives the loop its turns.</summary>
    public Task<InboxReservation> ReserveAsync(Delivery delivery, InboxKey key)
    {
        var command = new ReserveCommand(_queue.Name, delivery.Token, key);
        _loop.Post(command);
        Turn();
        return command.Answer.Guarded();
    }

    /// <summary>Lets time pass in the next turn, before what is handed in after this.</summary>
    public void PassWithinTurn(FakeTimeProvider time, TimeSpan passed) => _loop.Post(new Passing(time, passed));

    /// <summary>Turns until nothing more is due.</summary>
    public void Turn()
    {
        while (_loop.Turn()) { }
    }

    public async ValueTask DisposeAsync()
    {
        Commits.GoOn();
        // From here on in a thread of its own, as it ends in life.
        _loop.Start();
        await _loop.StopAsync().Guarded();
        _loop.Marks.Dispose();
        await _journal.DisposeAsync();
        _loop.Dispose();
    }

    private OutgoingMessage Message(string text, MessageDescriptor type, Durability durability) =>
        new()
        {
            Target = new PublishTarget(_queue.Symbol, IsQueue: true),
            Type = type,
            Id = Guid.CreateVersion7(),
            TimestampMilliseconds = 1,
            Durability = durability,
            RoutingKey = default,
            Body = Encoding.UTF8.GetBytes(text),
        };

    private sealed class Passing(FakeTimeProvider time, TimeSpan passed) : IBrokerCommand
    {
        public void Run(BrokerLoop loop) => time.Advance(passed);

        public void Fail(Exception exception) => Assert.Fail(exception.Message);
    }
}
