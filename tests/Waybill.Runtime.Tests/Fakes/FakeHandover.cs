using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Fakes;

/// <summary>A way past the broker that keeps what comes of its messages.</summary>
internal sealed class FakeHandover(IDeliverySink sink) : IHandover
{
    private readonly ConcurrentQueue<Delivery> _waiting = new();
    private readonly Channel<Guid> _completed = Channel.CreateUnbounded<Guid>();
    private readonly Channel<(Guid Id, Outcome Outcome)> _settled = Channel.CreateUnbounded<(Guid, Outcome)>();

    /// <summary>What the next taking throws.</summary>
    public Exception? TakeFailure { get; set; }

    public bool IsEmpty => _waiting.IsEmpty;

    /// <summary>Hands messages over; the sink is told once for each, after all of them wait.</summary>
    public Guid[] Hand(params OrderPlaced[] messages)
    {
        var deliveries = messages
            .Select(message => new Delivery
            {
                Token = default,
                MessageId = Guid.CreateVersion7(),
                MessageType = OrderPlaced.Type.Name,
                Schema = 0,
                RoutingKey = "order.us.placed",
                Body = FakeReceiver.Encode(message),
                PublishedAt = DateTimeOffset.UnixEpoch,
                Failed = 0,
                Acquired = 1,
                Durability = Durability.Memory,
                Headers = new Dictionary<string, string>(),
            })
            .ToArray();
        foreach (var delivery in deliveries)
        {
            _waiting.Enqueue(delivery);
        }

        foreach (var _ in deliveries)
        {
            sink.OnHandover();
        }

        return [.. deliveries.Select(delivery => delivery.MessageId)];
    }

    public Task<Guid> CompletedAsync() => _completed.Reader.ReadAsync().AsTask().WaitAsync(Hang.Guard);

    public Task<(Guid Id, Outcome Outcome)> SettledAsync() => _settled.Reader.ReadAsync().AsTask().WaitAsync(Hang.Guard);

    public bool TryTake([NotNullWhen(true)] out Delivery? delivery)
    {
        if (TakeFailure is { } failure)
        {
            TakeFailure = null;
            throw failure;
        }

        return _waiting.TryDequeue(out delivery);
    }

    public void Complete(Delivery delivery) => _completed.Writer.TryWrite(delivery.MessageId);

    public void Settle(Delivery delivery, Outcome outcome) => _settled.Writer.TryWrite((delivery.MessageId, outcome));
}
