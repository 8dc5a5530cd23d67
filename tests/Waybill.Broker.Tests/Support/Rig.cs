using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Waybill.Storage.Devices;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Support;

/// <summary>An embedded transport with a small journal: exchange <c>events</c>, queues <c>a</c> and <c>b</c> (every key), <c>eu</c> (<c>order.eu.*</c>), <c>volatile</c> and the dead-letter queue <c>dead</c>.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly MessageDescriptor s_type = new()
    {
        Name = "Tests.Event",
        Exchange = "events",
        RoutingKey = "order.{Region}.{What}",
    };
    private static readonly MessageDescriptor s_mandatory = new()
    {
        Name = "Tests.Mandatory",
        Exchange = "events",
        RoutingKey = "x",
        Mandatory = true,
    };

    private Rig(EmbeddedTransport transport, FakeTimeProvider time)
    {
        Transport = transport;
        Time = time;
    }

    public EmbeddedTransport Transport { get; }

    public FakeTimeProvider Time { get; }

    public static Task<Rig> OpenAsync(string folder, Action<EmbeddedBrokerOptions>? configure = null, FakeTimeProvider? time = null) =>
        OpenAsync(new DirectoryDevice(folder), configure, time);

    public static async Task<Rig> OpenAsync(
        IStorageDevice device,
        Action<EmbeddedBrokerOptions>? configure = null,
        FakeTimeProvider? time = null
    )
    {
        var options = new EmbeddedBrokerOptions
        {
            SegmentBytes = 1 << 20,
            BufferBytes = 64 << 10,
            LockTimeout = TimeSpan.Zero,
        };
        configure?.Invoke(options);
        time ??= new FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T00:00:00Z"));
        var transport = new EmbeddedTransport(device, options, time, NullLogger.Instance);
        await transport.OpenAsync(
            new Topology(
                [new ExchangeDeclaration("events", ExchangeType.Topic, true)],
                [
                    new QueueDeclaration("a", true, "dead", Lease),
                    new QueueDeclaration("b", true, "dead", Lease),
                    new QueueDeclaration("eu", true, "dead", Lease),
                    new QueueDeclaration("volatile", false, "dead", Lease),
                    new QueueDeclaration("dead", true, null, Lease),
                ],
                [
                    new BindingDeclaration("a", "events", "order.#", HeaderMatch.All, []),
                    new BindingDeclaration("b", "events", "order.#", HeaderMatch.All, []),
                    new BindingDeclaration("eu", "events", "order.eu.*", HeaderMatch.All, []),
                    new BindingDeclaration("volatile", "events", "volatile", HeaderMatch.All, []),
                ]
            ),
            TestContext.Current.CancellationToken
        );
        return new Rig(transport, time);
    }

    public ValueTask<PublishReceipt> PublishAsync(
        string key,
        string body,
        Durability durability = Durability.Flushed,
        ProducerHandle? producer = null,
        long sequence = 0,
        bool mandatory = false,
        CancellationToken cancellationToken = default
    ) =>
        Transport.PublishAsync(
            Message(Transport.ResolveExchange("events"), key, body, durability, producer, sequence, mandatory),
            cancellationToken
        );

    public ValueTask<PublishReceipt> SendAsync(string queue, string body, Durability durability = Durability.Flushed) =>
        Transport.PublishAsync(Message(Transport.ResolveQueue(queue), "", body, durability, null, 0, false), default);

    public OutgoingBatch Batch(params (string Key, string Body)[] messages)
    {
        var batch = Transport.CreateBatch();
        foreach (var (key, body) in messages)
        {
            batch.Add(Message(Transport.ResolveExchange("events"), key, body, Durability.Flushed, null, 0, false));
        }

        return batch;
    }

    public (IReceiver Receiver, RecordingSink Sink) Subscribe(string queue, int prefetch = 64, int prefetchBytes = 1 << 20)
    {
        var sink = new RecordingSink();
        return (Transport.Subscribe(new ReceiverOptions(queue, prefetch, prefetchBytes), sink), sink);
    }

    public async Task<QueueStatus> StatusAsync(string queue) =>
        (await Transport.GetQueueStatusAsync(TestContext.Current.CancellationToken)).Single(status => status.Name == queue);

    public async Task<IReadOnlyList<string>> BodiesAsync(string queue) =>
        [
            .. (await Transport.BrowseAsync(queue, 1000, TestContext.Current.CancellationToken)).Select(message =>
                Encoding.UTF8.GetString(message.Body.Span)
            ),
        ];

    public ValueTask DisposeAsync() => Transport.DisposeAsync();

    public static string Body(Delivery delivery) => Encoding.UTF8.GetString(delivery.Body.Span);

    public static Outcome Outcome(Delivery delivery, OutcomeKind kind, OutgoingBatch? outgoing = null) =>
        new()
        {
            Token = delivery.Token,
            Kind = kind,
            Outgoing = outgoing,
        };

    private static OutgoingMessage Message(
        PublishTarget target,
        string key,
        string body,
        Durability durability,
        ProducerHandle? producer,
        long sequence,
        bool mandatory
    ) =>
        new()
        {
            Target = target,
            Type = mandatory ? s_mandatory : s_type,
            Id = Guid.CreateVersion7(),
            TimestampMilliseconds = 1_000,
            Durability = durability,
            RoutingKey = Encoding.UTF8.GetBytes(key),
            Body = Encoding.UTF8.GetBytes(body),
            Producer = producer,
            Sequence = sequence,
        };
}
