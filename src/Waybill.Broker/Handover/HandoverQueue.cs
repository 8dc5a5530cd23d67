using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Broker.Publishing;
using Waybill.Transports;

namespace Waybill.Broker.Handover;

/// <summary>
/// The way of messages in memory past the broker's thread: from publishers' threads to whoever takes them. It is open for a queue that nothing else reaches.
/// The first message that comes by the broker's thread closes it for good, so that no message overtakes another: what waits then is put into the queue, and what
/// comes later goes behind it. Thread-safe, and lock-free as long as it is open.
/// </summary>
internal sealed class HandoverQueue
{
    // What a message takes beside its body.
    private const int OverheadBytes = 256;

    private readonly QueueState _queue;
    private readonly BrokerLoop _loop;
    private readonly MemoryBudget _budget;
    private readonly ConcurrentQueue<Delivery> _waiting = new();
    private ImmutableArray<IDeliverySink> _sinks = [];
    private volatile bool _closed;
    private long _taken;
    private long _completed;
    private long _settled;

    public HandoverQueue(QueueState queue, BrokerLoop loop, MemoryBudget budget)
    {
        _queue = queue;
        _loop = loop;
        _budget = budget;
        _closed = !queue.IsEmpty;
    }

    public bool IsOpen => !_closed;

    public bool IsEmpty => _waiting.IsEmpty;

    public long Ready => _waiting.Count;

    public long InFlight => Math.Max(0, Volatile.Read(ref _taken) - Completed - Volatile.Read(ref _settled));

    public long Completed => Volatile.Read(ref _completed);

    /// <summary>What a message takes of the memory's budget while it waits here and while it is handled.</summary>
    public static int Cost(int bodyBytes) => OverheadBytes + bodyBytes;

    /// <summary>Copies of what waits, oldest first.</summary>
    public IEnumerable<Delivery> Waiting => _waiting;

    /// <summary>Tells a sink of what comes; what waits already it has to look for.</summary>
    public void Attach(IDeliverySink sink) => ImmutableInterlocked.Update(ref _sinks, sinks => sinks.Add(sink));

    public void Detach(IDeliverySink sink) => ImmutableInterlocked.Update(ref _sinks, sinks => sinks.Remove(sink));

    /// <summary>Adds a message, whose publisher took its cost from the budget.</summary>
    public void Add(Delivery delivery)
    {
        // A full fence: whoever closes the way afterwards finds the message.
        _waiting.Enqueue(delivery);
        if (_closed)
        {
            TakeOver();
            return;
        }

        foreach (var sink in _sinks)
        {
            sink.OnHandover();
        }
    }

    public bool TryTake([NotNullWhen(true)] out Delivery? delivery)
    {
        if (!_waiting.TryDequeue(out delivery))
        {
            return false;
        }

        Interlocked.Increment(ref _taken);
        return true;
    }

    public void Complete(Delivery delivery)
    {
        Interlocked.Increment(ref _completed);
        _budget.Return(Cost(delivery.Body.Length));
    }

    /// <summary>Any other outcome: the broker's thread leases the message to its taker, and goes on from there.</summary>
    public void Settle(SettleCommand command)
    {
        Interlocked.Increment(ref _settled);
        _loop.Post(command);
    }

    /// <summary>Nothing is handed over any more; to be called before each message that goes to the queue by the broker's thread.</summary>
    public void Close()
    {
        if (!_closed)
        {
            _closed = true;
            Interlocked.MemoryBarrier();
        }

        // Whoever closed the way may not have come further. What this thread left here has to be in the queue before what it brings now.
        if (!_waiting.IsEmpty)
        {
            TakeOver();
        }
    }

    /// <summary>Takes what waits when the way is closed; for the broker's thread.</summary>
    public bool TryTakeOver([NotNullWhen(true)] out Delivery? delivery) => _waiting.TryDequeue(out delivery);

    private void TakeOver() => _loop.Post(new TakeOverCommand(_queue, this));
}
