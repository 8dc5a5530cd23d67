using System.Buffers;
using Waybill.Broker.Core;
using Waybill.Broker.Handover;
using Waybill.Broker.Loop;
using Waybill.Broker.Publishing;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Broker.Receiving;

/// <summary>A subscription. Its members may be called from any thread; what it holds belongs to the broker's.</summary>
internal sealed class EmbeddedReceiver : IReceiver
{
    // Of a size; what is larger, or more, is the garbage collector's.
    private const int MaxPooledBody = 8 << 10;
    private const int MaxPooled = 4_096;

    private readonly BrokerLoop _loop;
    private readonly ReceiverOptions _options;

    // By the epoch, which is the lease's number.
    private readonly Dictionary<long, Held> _held = [];
    private long _heldBytes;

    // The shared pool keeps a few dozen of a size, and a prefetch is more: its buffers would be made anew all the time.
    private ArrayPool<byte>? _bodies;

    // Set at once, not by a command: what is committed after the call must not overtake it.
    private volatile bool _stopped;
    private Task? _closed;

    public EmbeddedReceiver(BrokerLoop loop, QueueState queue, HandoverQueue way, ReceiverOptions options, IDeliverySink sink)
    {
        _loop = loop;
        _options = options;
        Way = way;
        Queue = queue;
        Sink = sink;
        if (options.Handover)
        {
            Handover = new ReceiverHandover(this, way, loop.Handover);
            way.Attach(sink);
        }
        else
        {
            way.Close();
        }
    }

    public QueueState Queue { get; }

    public IDeliverySink Sink { get; }

    /// <summary>The way past the broker's thread, taken or not.</summary>
    public HandoverQueue Way { get; }

    public IHandover? Handover { get; }

    /// <summary>Whether one more delivery may be unsettled; however large it is, one is let through.</summary>
    public bool HasCredit => !_stopped && _held.Count < _options.Prefetch && (_held.Count == 0 || _heldBytes < _options.PrefetchBytes);

    public bool IsStopped => _stopped;

    public void BeginHandling(Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        _loop.Marks.Mark(Queue, delivery);
    }

    public void Settle(Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        outcome.TakeOverOutgoing();
        // Before anybody can make the outcome true: a message that is settled never stays marked.
        _loop.Marks.Unmark(outcome.Token);
        _loop.Post(CommandOf(outcome, taken: null));
    }

    /// <summary>What asks the broker's thread to settle; the outcome's publishes were taken over.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="taken">The message when it was handed over, and has no lease yet.</param>
    public SettleCommand CommandOf(Outcome outcome, Delivery? taken)
    {
        if (!Enum.IsDefined(outcome.Kind))
        {
            outcome.ReleaseOutgoing();
            throw new ArgumentOutOfRangeException(nameof(outcome), outcome.Kind, "This kind of outcome has no record.");
        }

        (outcome.Outgoing as EmbeddedOutgoingBatch)?.CloseWays();
        var cause = outcome.Kind == OutcomeKind.DeadLetter ? DeathCause.Capture(outcome.Exception) : null;
        return new SettleCommand(this, outcome, cause, taken);
    }

    public void Renew(ReadOnlySpan<DeliveryToken> tokens) => _loop.Post(new RenewCommand(Queue, tokens.ToArray()));

    public void Stop() => _stopped = true;

    public async ValueTask DisposeAsync()
    {
        if (Volatile.Read(ref _closed) is null)
        {
            var query = new QueryCommand<bool>(Close);
            if (Interlocked.CompareExchange(ref _closed, query.Answer, null) is null)
            {
                Way.Detach(Sink);
                _loop.Post(query);
            }
        }

        try
        {
            await _closed!.ConfigureAwait(false);
        }
        catch (WaybillException)
        {
            // A broker that has stopped holds no leases any more.
        }
    }

    /// <summary>Leases a message that it took itself, as if the broker had handed it out.</summary>
    /// <exception cref="WaybillException">It cannot be kept, and is lost.</exception>
    public DeliveryToken Lease(Delivery taken)
    {
        var position = Keep(taken);
        var entry = new QueueEntry(new MessageRef(position, 0), 0, taken.Failed, taken.Acquired);
        var token = _loop.State.Lease(Queue, entry, this, _loop.LeaseDeadline(Queue));
        Hold(token, taken, [], isAnswered: false);
        return token;
    }

    /// <summary>A buffer for a delivery's body; given back with <see cref="Forget"/>.</summary>
    public byte[] RentBody(int bytes) =>
        bytes == 0 ? [] : (_bodies ??= ArrayPool<byte>.Create(MaxPooledBody, Math.Min(_options.Prefetch, MaxPooled))).Rent(bytes);

    public void Hold(DeliveryToken token, Delivery delivery, byte[] buffer) => Hold(token, delivery, buffer, isAnswered: true);

    /// <summary>Answers an outcome, unless its message was handed over: then nobody waits for it.</summary>
    public void Answer(DeliveryToken token)
    {
        // It is held as long as its outcome is on its way.
        var held = _held[token.Epoch];
        Forget(token, reuse: true);
        if (held.IsAnswered)
        {
            Sink.OnSettled(token, SettlementResult.Settled);
        }
    }

    /// <summary>Whether anything is this receiver's and unsettled.</summary>
    public bool HoldsAny => _held.Count > 0;

    /// <summary>Whether a delivery is this receiver's and unsettled.</summary>
    public bool Holds(DeliveryToken token) => _held.ContainsKey(token.Epoch);

    public Durability DurabilityOf(DeliveryToken token) => _held[token.Epoch].Durability;

    public Guid MessageIdOf(DeliveryToken token) => _held[token.Epoch].MessageId;

    /// <summary>Gives a delivery's place back.</summary>
    /// <param name="token">The delivery.</param>
    /// <param name="reuse">Whether its buffer serves again; not while a handler may still read it.</param>
    public void Forget(DeliveryToken token, bool reuse)
    {
        if (_held.Remove(token.Epoch, out var held))
        {
            _heldBytes -= held.Bytes;
            if (reuse && held.Buffer.Length > 0)
            {
                _bodies!.Return(held.Buffer);
            }
        }
    }

    private void Hold(DeliveryToken token, Delivery delivery, byte[] buffer, bool isAnswered)
    {
        _held.Add(token.Epoch, new Held(delivery.MessageId, delivery.Durability, buffer, delivery.Body.Length, isAnswered));
        _heldBytes += delivery.Body.Length;
    }

    private long Keep(Delivery taken)
    {
        try
        {
            return HandoverKeeper.Keep(_loop, Queue, taken);
        }
        catch (Exception exception) when (exception is not StorageFaultedException)
        {
            Way.Drop(taken);
            throw new TransportException(
                $"Message {taken.MessageId} in memory of queue '{Queue.Name}' is lost: {exception.Message}",
                exception
            );
        }
    }

    private bool Close(BrokerLoop broker)
    {
        _stopped = true;
        foreach (var lease in Queue.Leases.Where(lease => lease.Holder == this && !lease.IsSettling).ToList())
        {
            broker.State.Release(Queue, lease);
            Forget(lease.Token, reuse: false);
        }

        broker.Remove(this);
        return true;
    }

    private readonly record struct Held(Guid MessageId, Durability Durability, byte[] Buffer, int Bytes, bool IsAnswered);
}
