using Microsoft.Extensions.Logging.Abstractions;
using Waybill.Broker;
using Waybill.Storage.Devices;
using Waybill.Transports;

namespace Waybill.Benchmarks.Hosting;

/// <summary>The embedded broker without a host: one durable queue, and publishes of encoded messages straight to it.</summary>
internal sealed class BrokerAlone : IAsyncDisposable
{
    private const int Window = 4_096;
    private static readonly MessageDescriptor s_type = new() { Name = "bench.message" };

    private readonly ValueTask<PublishReceipt>[] _window = new ValueTask<PublishReceipt>[Window];
    private readonly EmbeddedTransport _transport;
    private readonly PublishTarget _queue;
    private int _next;

    private BrokerAlone(EmbeddedTransport transport)
    {
        _transport = transport;
        _queue = transport.ResolveQueue("queue");
    }

    public static async Task<BrokerAlone> OpenAsync(string folder, bool checkpoints, CancellationToken cancellationToken)
    {
        var options = new EmbeddedBrokerOptions();
        options.CheckpointInterval = checkpoints ? options.CheckpointInterval : TimeSpan.FromDays(1);
        var transport = new EmbeddedTransport(new DirectoryDevice(folder), options, TimeProvider.System, NullLogger.Instance);
        var topology = new Topology([], [new QueueDeclaration("queue", true, null, TimeSpan.FromSeconds(30))], []);
        await transport.OpenAsync(topology, cancellationToken);
        return new BrokerAlone(transport);
    }

    /// <summary>Publishes that many messages, 4,096 of them under way, and waits until all are durable.</summary>
    public async Task PublishAsync(int count, byte[] body, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            await _window[_next];
            _window[_next] = _transport.PublishAsync(
                new OutgoingMessage
                {
                    Target = _queue,
                    Type = s_type,
                    Id = Guid.CreateVersion7(),
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

    public async Task<QueueStatus> StatusAsync(CancellationToken cancellationToken) =>
        (await _transport.GetQueueStatusAsync(cancellationToken)).Single(status => status.Name == "queue");

    public ValueTask DisposeAsync() => _transport.DisposeAsync();
}
