using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Waybill.Storage.Devices;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>An opened transport with small buffers, and the shortest ways to publish to it.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    public const string One = "order.one";
    public const string Both = "order.both";

    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(30);

    public static readonly MessageDescriptor Type = new()
    {
        Name = "test.order",
        Exchange = "orders",
        Schema = 0x1234,
    };
    public static readonly MessageDescriptor MandatoryType = new()
    {
        Name = "test.mandatory",
        Exchange = "orders",
        Mandatory = true,
    };

    /// <summary>
    /// <c>order.*</c> goes to "a", <see cref="Both"/> to "b" and "c" as well; "b" and "c" share the dead-letter queue "shared"; "memory" is not durable.
    /// </summary>
    public static readonly Topology Topology = new(
        [new ExchangeDeclaration("orders", ExchangeType.Topic, true)],
        [
            new QueueDeclaration("a", true, "a.dead", s_lease),
            new QueueDeclaration("a.dead", true, null, s_lease),
            new QueueDeclaration("b", true, "shared", s_lease),
            new QueueDeclaration("c", true, "shared", s_lease),
            new QueueDeclaration("shared", true, null, s_lease),
            new QueueDeclaration("memory", false, null, s_lease),
        ],
        [Bind("a", "order.*"), Bind("b", Both), Bind("c", Both), Bind("memory", "memory")]
    );

    private TestBroker(EmbeddedTransport transport, TimeProvider time)
    {
        Transport = transport;
        Time = time;
        Exchange = transport.ResolveExchange("orders");
    }

    public EmbeddedTransport Transport { get; }

    public TimeProvider Time { get; }

    public PublishTarget Exchange { get; }

    public static EmbeddedBrokerOptions Small(int bufferBytes = 64 * 1024, long memoryBytes = 1 << 20) =>
        new()
        {
            SegmentBytes = 256 * 1024,
            BufferBytes = bufferBytes,
            MemoryBytes = memoryBytes,
            LockTimeout = TimeSpan.Zero,
        };

    public static EmbeddedTransport Create(
        IStorageDevice device,
        EmbeddedBrokerOptions? options = null,
        TimeProvider? time = null,
        ILogger? logger = null
    ) => new(device, options ?? Small(), time ?? TimeProvider.System, logger ?? NullLogger.Instance);

    public static async Task<TestBroker> OpenAsync(
        IStorageDevice device,
        EmbeddedBrokerOptions? options = null,
        TimeProvider? time = null,
        Topology? topology = null,
        ILogger? logger = null
    )
    {
        var transport = Create(device, options, time, logger);
        await transport.OpenAsync(topology ?? Topology, TestContext.Current.CancellationToken).Guarded();
        return new TestBroker(transport, time ?? TimeProvider.System);
    }

    public static Task<TestBroker> OpenAsync(
        string folder,
        EmbeddedBrokerOptions? options = null,
        TimeProvider? time = null,
        Topology? topology = null,
        ILogger? logger = null
    ) => OpenAsync(new DirectoryDevice(folder), options, time, topology, logger);

    public OutgoingMessage Message(
        string text,
        string key = One,
        Durability durability = Durability.Flushed,
        PublishTarget? target = null,
        MessageDescriptor? type = null,
        ProducerHandle? producer = null,
        long sequence = 0
    ) =>
        new()
        {
            Target = target ?? Exchange,
            Type = type ?? Type,
            Id = Guid.CreateVersion7(),
            TimestampMilliseconds = Time.GetUtcNow().ToUnixTimeMilliseconds(),
            Durability = durability,
            RoutingKey = Encoding.UTF8.GetBytes(key),
            Body = Encoding.UTF8.GetBytes(text),
            Producer = producer,
            Sequence = sequence,
        };

    /// <summary>Publishes without waiting for more than the call.</summary>
    public ValueTask<PublishReceipt> Begin(
        string text,
        string key = One,
        Durability durability = Durability.Flushed,
        CancellationToken cancellationToken = default
    ) => Transport.PublishAsync(Message(text, key, durability), cancellationToken);

    public Task<PublishReceipt> PublishAsync(string text, string key = One, Durability durability = Durability.Flushed) =>
        Begin(text, key, durability).Guarded();

    public OutgoingBatch Batch(Durability durability, params IEnumerable<string> texts)
    {
        var batch = Transport.CreateBatch();
        foreach (var text in texts)
        {
            batch.Add(Message(text, durability: durability));
        }

        return batch;
    }

    public (IReceiver Receiver, RecordingSink Sink) Subscribe(string queue = "a", int prefetch = 64, int prefetchBytes = 1 << 20)
    {
        var sink = new RecordingSink();
        return (Transport.Subscribe(new ReceiverOptions(queue, prefetch, prefetchBytes), sink), sink);
    }

    public async Task<QueueStatus> StatusAsync(string queue = "a") =>
        Assert.Single(await Transport.GetQueueStatusAsync(CancellationToken.None).Guarded(), status => status.Name == queue);

    public Task<IReadOnlyList<StoredMessage>> BrowseAsync(string queue = "a", int limit = 1000) =>
        Transport.BrowseAsync(queue, limit, CancellationToken.None).Guarded();

    public async Task<string[]> TextsAsync(string queue = "a") =>
        [.. (await BrowseAsync(queue)).Select(message => Encoding.UTF8.GetString(message.Body.Span))];

    /// <summary>Has the broker take turns until something is so; at most 30 s.</summary>
    public async Task UntilAsync(Func<bool> isSo, Action? meanwhile = null)
    {
        for (var start = Stopwatch.GetTimestamp(); !isSo(); await StatusAsync())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Guard.Hang, "It does not come to be so.");
            meanwhile?.Invoke();
        }
    }

    public ValueTask DisposeAsync() => new(Transport.DisposeAsync().Guarded());

    private static BindingDeclaration Bind(string queue, string pattern) => new(queue, "orders", pattern, HeaderMatch.All, []);
}
