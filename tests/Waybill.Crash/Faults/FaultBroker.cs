using System.Buffers.Binary;
using Microsoft.Extensions.Logging.Abstractions;
using Waybill.Broker;
using Waybill.Storage.Devices;
using Waybill.Transports;

namespace Waybill.Crash.Faults;

/// <summary>An embedded broker with one queue, small segments, and messages that are known by their number.</summary>
internal sealed class FaultBroker : IAsyncDisposable
{
    public const string Queue = "work";
    private const string ExchangeName = "faults";

    // A segment holds a dozen, so that a run goes over to the next one.
    private const int BodyBytes = 20_000;

    private static readonly MessageDescriptor s_type = new() { Name = "crash.fault", Exchange = ExchangeName };

    private static readonly Topology s_topology = new(
        [new ExchangeDeclaration(ExchangeName, ExchangeType.Fanout, true)],
        [new QueueDeclaration(Queue, true, null, TimeSpan.FromMinutes(5))],
        [new BindingDeclaration(Queue, ExchangeName, "", HeaderMatch.All, [])]
    );

    private readonly PublishTarget _exchange;

    private FaultBroker(EmbeddedTransport transport)
    {
        Transport = transport;
        _exchange = transport.ResolveExchange(ExchangeName);
    }

    public EmbeddedTransport Transport { get; }

    public static async Task<FaultBroker> OpenAsync(IStorageDevice device)
    {
        var options = new EmbeddedBrokerOptions
        {
            SegmentBytes = 256 << 10,
            BufferBytes = 64 << 10,
            LockTimeout = TimeSpan.Zero,
            // After each segment.
            CheckpointInterval = TimeSpan.Zero,
        };
        var transport = new EmbeddedTransport(device, options, TimeProvider.System, NullLogger.Instance);
        await transport.OpenAsync(s_topology, CancellationToken.None);
        return new FaultBroker(transport);
    }

    public ValueTask<PublishReceipt> PublishAsync(int number) =>
        Transport.PublishAsync(
            new OutgoingMessage
            {
                Target = _exchange,
                Type = s_type,
                Id = Guid.CreateVersion7(),
                TimestampMilliseconds = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
                Durability = Durability.Flushed,
                RoutingKey = "fault"u8,
                Body = Body(number),
            },
            CancellationToken.None
        );

    /// <summary>The numbers of the messages that are stored, in order; a message whose body is not its own counts as -1.</summary>
    public async Task<IReadOnlyList<int>> NumbersAsync() =>
        [.. (await Transport.BrowseAsync(Queue, int.MaxValue, CancellationToken.None)).Select(message => NumberOf(message.Body.Span))];

    public static int NumberOf(ReadOnlySpan<byte> body)
    {
        var number = BinaryPrimitives.ReadInt32LittleEndian(body);
        return body.SequenceEqual(Body(number)) ? number : -1;
    }

    public ValueTask DisposeAsync() => Transport.DisposeAsync();

    private static byte[] Body(int number)
    {
        var body = new byte[BodyBytes];
        new Random(number).NextBytes(body);
        BinaryPrimitives.WriteInt32LittleEndian(body, number);
        return body;
    }
}
