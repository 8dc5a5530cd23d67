using Microsoft.Extensions.Logging.Abstractions;
using Waybill.Broker;
using Waybill.Storage.Devices;
using Waybill.Transports;

namespace Waybill.Benchmarks.Hosting;

/// <summary>The embedded broker without a host: durable queues that each get every message, and publishes of encoded messages straight to it.</summary>
internal sealed class BrokerAlone : IAsyncDisposable
{
    private const int Window = 4_096;
    private const string Exchange = "exchange";
    private const string Queue = "queue";
    private static readonly MessageDescriptor s_type = new() { Name = "bench.message" };

    private readonly ValueTask<PublishReceipt>[] _window = new ValueTask<PublishReceipt>[Window];
    private readonly EmbeddedTransport _transport;
    private readonly PublishTarget _target;
    private int _next;
    private long _lastId;

    private BrokerAlone(EmbeddedTransport transport)
    {
        _transport = transport;
        _target = transport.ResolveExchange(Exchange);
    }

    public static async Task<BrokerAlone> OpenAsync(string folder, bool checkpoints, CancellationToken cancellationToken, int queues = 1)
    {
        var options = new EmbeddedBrokerOptions();
        options.CheckpointInterval = checkpoints ? options.CheckpointInterval : TimeSpan.FromDays(1);
        var transport = new EmbeddedTransport(new DirectoryDevice(folder), options, TimeProvider.System, NullLogger.Instance);
        string[] names = [.. Enumerable.Range(0, queues).Select(static i => i == 0 ? Queue : $"{Queue}.{i}")];
        var topology = new Topology(
            [new ExchangeDeclaration(Exchange, ExchangeType.Fanout, true)],
            [.. names.Select(static name => new QueueDeclaration(name, true, null, TimeSpan.FromSeconds(30)))],
            [.. names.Select(static name => new BindingDeclaration(name, Exchange, "", HeaderMatch.All, []))]
        );
        await transport.OpenAsync(topology, cancellationToken);
        return new BrokerAlone(transport);
    }

    /// <summary>Has a sink take what comes to the first queue.</summary>
    public IReceiver Subscribe(int prefetch, IDeliverySink sink) =>
        _transport.Subscribe(new ReceiverOptions(Queue, prefetch, int.MaxValue), sink);

    /// <summary>Publishes that many messages, 4,096 of them under way, and waits until all are durable.</summary>
    public async Task PublishAsync(int count, byte[] body, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            await _window[_next];
            _window[_next] = _transport.PublishAsync(
                new OutgoingMessage
                {
                    Target = _target,
                    Type = s_type,
                    Id = NextId(),
                    TimestampMilliseconds = 1,
                    Durability = Durability.Flushed,
                    RoutingKey = default,
                    Body = body,
                },
                cancellationToken
            );
            _next = (_next + 1) % Window;
        }

        foreach (var publish in _window)
        {
            await publish;
        }
    }

    // Guid.CreateVersion7 asks the system for randomness each time, which the runtime does not, and which costs a quarter of the rate.
    private Guid NextId()
    {
        _lastId++;
        return new Guid(
            0,
            0,
            0,
            (byte)(_lastId >> 56),
            (byte)(_lastId >> 48),
            (byte)(_lastId >> 40),
            (byte)(_lastId >> 32),
            (byte)(_lastId >> 24),
            (byte)(_lastId >> 16),
            (byte)(_lastId >> 8),
            (byte)_lastId
        );
    }

    public async Task<QueueStatus> StatusAsync(CancellationToken cancellationToken) =>
        (await _transport.GetQueueStatusAsync(cancellationToken)).Single(static status => status.Name == Queue);

    public ValueTask DisposeAsync() => _transport.DisposeAsync();
}
