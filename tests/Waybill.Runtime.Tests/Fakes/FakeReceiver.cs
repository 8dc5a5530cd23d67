using System.Collections.Concurrent;
using System.Threading.Channels;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Fakes;

/// <summary>A subscription that delivers what a test hands it, answers each outcome at once, and calls its sink from one thread at a time.</summary>
internal sealed class FakeReceiver(FakeTransport transport, ReceiverOptions options, IDeliverySink sink) : IReceiver
{
    private readonly object _gate = new();
    private readonly Channel<Outcome> _outcomes = Channel.CreateUnbounded<Outcome>();
    private readonly HashSet<DeliveryToken> _leased = [];
    private long _epoch;

    public ReceiverOptions Options => options;

    public FakeHandover Way { get; } = new(sink);

    public IHandover? Handover => options.Handover ? Way : null;

    /// <summary>Whether outcomes wait to be answered by <see cref="Confirm"/>.</summary>
    public bool Silent { get; set; }

    public bool Stopped { get; private set; }

    public bool Disposed { get; private set; }

    /// <summary>What settling throws.</summary>
    public Exception? SettleFailure { get; set; }

    /// <summary>What beginning to handle throws.</summary>
    public Exception? BeginFailure { get; set; }

    /// <summary>What was about to be handled, in order.</summary>
    public ConcurrentQueue<DeliveryToken> Begun { get; } = new();

    /// <summary>The tokens of each call of Renew.</summary>
    public ConcurrentQueue<DeliveryToken[]> Renewals { get; } = new();

    public Delivery Deliver(OrderPlaced message, int failed = 0, Guid? id = null) =>
        Deliver(OrderPlaced.Type.Name, Encode(message), failed, id);

    public Delivery Deliver(string type, byte[] body, int failed = 0, Guid? id = null) => Deliver([(type, body, failed, id)])[0];

    public Delivery[] DeliverMany(params OrderPlaced[] messages) =>
        Deliver([.. messages.Select(m => (OrderPlaced.Type.Name, Encode(m), 0, (Guid?)null))]);

    /// <summary>The next outcome that the runtime handed in.</summary>
    public Task<Outcome> NextOutcomeAsync() => _outcomes.Reader.ReadAsync().AsTask().WaitAsync(Hang.Guard);

    public bool TryNextOutcome(out Outcome? outcome) => _outcomes.Reader.TryRead(out outcome);

    public void Confirm(DeliveryToken token, SettlementResult result)
    {
        lock (_gate)
        {
            _leased.Remove(token);
            sink.OnSettled(token, result);
        }
    }

    public bool IsHeld(DeliveryToken token)
    {
        lock (_gate)
        {
            return sink.StillHolds(token);
        }
    }

    public void LoseLease(DeliveryToken token)
    {
        lock (_gate)
        {
            Assert.True(_leased.Remove(token), "The lease had ended.");
            sink.OnLeaseLost(token);
        }
    }

    public void Fault(Exception exception)
    {
        lock (_gate)
        {
            sink.OnFaulted(exception);
        }
    }

    public void BeginHandling(Delivery delivery)
    {
        Begun.Enqueue(delivery.Token);
        if (BeginFailure is not null)
        {
            throw BeginFailure;
        }
    }

    public void Settle(Outcome outcome)
    {
        if (SettleFailure is not null)
        {
            throw SettleFailure;
        }

        lock (_gate)
        {
            var leased = _leased.Contains(outcome.Token);
            if (leased && outcome is { Kind: OutcomeKind.Complete, InboxKey: { } key })
            {
                transport.Store.Claimed[key] = outcome.Token;
            }

            var outgoing = (FakeBatch?)outcome.Outgoing;
            if (leased)
            {
                outgoing?.TakeOver().ForEach(transport.Published.Enqueue);
            }
            else
            {
                outgoing?.Dispose();
            }

            if (!Silent)
            {
                _leased.Remove(outcome.Token);
                sink.OnSettled(outcome.Token, leased ? SettlementResult.Settled : SettlementResult.StaleLease);
            }

            _outcomes.Writer.TryWrite(outcome);
        }
    }

    public void Renew(ReadOnlySpan<DeliveryToken> tokens) => Renewals.Enqueue(tokens.ToArray());

    public void Stop() => Stopped = true;

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return default;
    }

    public static byte[] Encode(OrderPlaced message)
    {
        var buffer = new byte[((IMessage)message).GetSizeBound()];
        var writer = new ProtoWriter(buffer);
        ((IMessage)message).WriteTo(ref writer);
        return buffer[..writer.Position];
    }

    private Delivery[] Deliver((string Type, byte[] Body, int Failed, Guid? Id)[] messages)
    {
        lock (_gate)
        {
            var deliveries = messages
                .Select(message => new Delivery
                {
                    Token = new DeliveryToken(++_epoch, 0, _epoch),
                    MessageId = message.Id ?? Guid.CreateVersion7(),
                    MessageType = message.Type,
                    Schema = 0,
                    RoutingKey = "order.us.placed",
                    Body = message.Body,
                    PublishedAt = DateTimeOffset.UnixEpoch,
                    Failed = message.Failed,
                    Acquired = 1,
                    Durability = Durability.Flushed,
                    Headers = new Dictionary<string, string>(),
                })
                .ToArray();
            _leased.UnionWith(deliveries.Select(delivery => delivery.Token));
            sink.OnDeliveries(deliveries);
            return deliveries;
        }
    }
}
