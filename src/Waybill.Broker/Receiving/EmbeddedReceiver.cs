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
    private readonly ReceiverHandover? _handover;

    private int _heldCount;
    private long _heldBytes;

    private readonly BodyPool _bodies;

    // Set at once, not by a command: what is committed after the call must not overtake it.
    private volatile bool _stopped;
    private Task? _closed;

    public EmbeddedReceiver(BrokerLoop loop, QueueState queue, HandoverQueue way, ReceiverOptions options, IDeliverySink sink)
    {
        _loop = loop;
        _options = options;
        _bodies = new BodyPool(MaxPooledBody, Math.Min(options.Prefetch, MaxPooled));
        Way = way;
        Queue = queue;
        Sink = sink;
        if (options.Handover)
        {
            _handover = new ReceiverHandover(this, way, loop.Handover, options.Prefetch);
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

    public IHandover? Handover => _handover;

    /// <summary>Whether one more delivery may be unsettled; however large it is, one is let through.</summary>
    public bool HasCredit => !_stopped && _heldCount < _options.Prefetch && (_heldCount == 0 || _heldBytes < _options.PrefetchBytes);

    public bool IsStopped => _stopped;

    /// <summary>Whether it was disposed of, and what it holds is about to be given back.</summary>
    public bool IsClosing => Volatile.Read(ref _closed) is { IsCompleted: false };

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
        var lease = _loop.State.Lease(Queue, entry, this, _loop.LeaseDeadline(Queue));
        Hold(lease, taken, [], isAnswered: false);
        return lease.Token;
    }

    /// <summary>A buffer for a delivery's body; given back with <see cref="Forget"/>.</summary>
    public byte[] RentBody(int bytes) => bytes == 0 ? [] : _bodies.Rent(bytes);

    /// <summary>A leased message is handed out.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="delivery">What is handed out.</param>
    /// <param name="buffer">What its body lies in, from <see cref="RentBody"/>.</param>
    /// <param name="isAnswered">Whether its outcome is.</param>
    public void Hold(Lease lease, Delivery delivery, byte[] buffer, bool isAnswered)
    {
        (lease.Delivery, lease.Buffer, lease.IsAnswered) = (delivery, buffer, isAnswered);
        _heldCount++;
        _heldBytes += delivery.Body.Length;
    }

    /// <summary>Whether anything is this receiver's and unsettled.</summary>
    public bool HoldsAny => _heldCount > 0;

    /// <summary>The lease of a delivery that is this receiver's and has no outcome yet.</summary>
    public Lease? Find(DeliveryToken token) =>
        Queue.FindLease(token) is { IsSettling: false, Delivery: not null } lease && lease.Holder == this ? lease : null;

    /// <summary>Answers an outcome, unless its message was handed over: then nobody waits for it.</summary>
    public void Answer(Lease lease)
    {
        Forget(lease, reuse: true);
        if (lease.IsAnswered)
        {
            Sink.OnSettled(lease.Token, SettlementResult.Settled);
        }
    }

    /// <summary>Gives a delivery's place back.</summary>
    /// <param name="lease">Its lease.</param>
    /// <param name="reuse">Whether its buffer serves again; not while a handler may still read it.</param>
    public void Forget(Lease lease, bool reuse)
    {
        _heldCount--;
        _heldBytes -= lease.Delivery!.Body.Length;
        if (reuse && lease.Buffer.Length > 0)
        {
            _bodies.Return(lease.Buffer);
        }

        (lease.Delivery, lease.Buffer) = (null, []);
        if (!lease.IsAnswered)
        {
            _handover!.OnAnswered();
        }
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
            _handover!.OnAnswered();
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
            Forget(lease, reuse: false);
        }

        broker.Remove(this);
        return true;
    }
}
