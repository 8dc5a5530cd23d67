using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Broker.Publishing;
using Waybill.Threading;
using Waybill.Transports;

namespace Waybill.Broker.Handover;

/// <summary>
/// The way of messages in memory past the broker's thread: from publishers' threads to whoever takes them. It is open for a queue that nothing else reaches, and
/// closed for good before the first message goes there by the broker's thread, which hands that one out once nothing waits here: so no message overtakes
/// another of its publisher, of one durability, or of two when the earlier publish was awaited: a durable one reaches the queue when it is committed. Thread-safe and lock-free.
/// </summary>
internal sealed class HandoverQueue
{
    private readonly string _name;
    private readonly BrokerLoop _loop;
    private readonly MemoryBudget _budget;
    private readonly long _crumbs;
    private readonly ConcurrentQueue<Delivery> _waiting = new();
    private ImmutableArray<IDeliverySink> _sinks = [];
    private volatile bool _closed;
    private volatile bool _paused;
    private PaddedLong _taken;
    private PaddedLong _completed;
    private PaddedLong _settled;
    private PaddedLong _saved;

    public HandoverQueue(QueueState queue, BrokerLoop loop, MemoryBudget budget)
    {
        _name = queue.Name;
        _loop = loop;
        _budget = budget;
        _crumbs = budget.Crumbs;
        _closed = !queue.IsEmpty;
    }

    public bool IsOpen => !_closed;

    public bool IsEmpty => _waiting.IsEmpty;

    /// <summary>Whether a receiver takes nothing now, whatever waits.</summary>
    public bool IsPaused => _paused;

    public long Ready => _waiting.Count;

    public long InFlight => Math.Max(0, Volatile.Read(ref _taken.Value) - Completed - Volatile.Read(ref _settled.Value));

    public long Completed => Volatile.Read(ref _completed.Value);

    /// <summary>The message that has waited longest.</summary>
    public Delivery? Oldest => _waiting.TryPeek(out var oldest) ? oldest : null;

    /// <summary>Copies of what waits, oldest first.</summary>
    public IEnumerable<Delivery> Waiting => _waiting;

    /// <summary>Tells a sink of what comes; what waits already it has to look for.</summary>
    public void Attach(IDeliverySink sink) => ImmutableInterlocked.Update(ref _sinks, sinks => sinks.Add(sink));

    public void Detach(IDeliverySink sink) => ImmutableInterlocked.Update(ref _sinks, sinks => sinks.Remove(sink));

    /// <summary>Adds a message, whose publisher took its cost from the budget.</summary>
    public void Add(Delivery delivery)
    {
        _waiting.Enqueue(delivery);
        foreach (var sink in _sinks)
        {
            Tell(sink);
        }

        if (_closed)
        {
            // Closed in between, and nobody may look here any more but the broker's thread.
            _loop.Wake();
        }
    }

    public bool TryTake([NotNullWhen(true)] out Delivery? delivery)
    {
        delivery = null;
        if (_paused || _waiting.IsEmpty)
        {
            return false;
        }

        // Counted first and looked second, and whoever pauses does it the other way round: one of the two sees the other.
        Interlocked.Increment(ref _taken.Value);
        if (_paused || !_waiting.TryDequeue(out delivery))
        {
            Interlocked.Decrement(ref _taken.Value);
            if (_paused)
            {
                // Who waits for quiet may have counted this one.
                _loop.Wake();
            }

            return false;
        }

        if (_closed && _waiting.IsEmpty)
        {
            // What came by the broker's thread waits for this.
            _loop.Wake();
        }

        return true;
    }

    /// <summary>Keeps receivers from taking anything, or lets them again. A receiver that still gets a message counts as at work from here on.</summary>
    public void SetPaused(bool paused)
    {
        _paused = paused;
        Interlocked.MemoryBarrier();
        if (!paused && !_waiting.IsEmpty)
        {
            foreach (var sink in _sinks)
            {
                Tell(sink);
            }
        }
    }

    /// <summary>Takes a message into the broker's keeping, where nobody takes it from here.</summary>
    public bool TryTakeOver([NotNullWhen(true)] out Delivery? delivery)
    {
        if (_waiting.TryDequeue(out delivery))
        {
            return true;
        }

        ReturnSaved();
        return false;
    }

    public void Complete(Delivery delivery)
    {
        Interlocked.Increment(ref _completed.Value);
        Return(HandoverCost.Of(delivery));
    }

    /// <summary>Any other outcome: the broker's thread leases the message to its taker, and goes on from there.</summary>
    public void Settle(SettleCommand command)
    {
        Interlocked.Increment(ref _settled.Value);
        ReturnSaved();
        _loop.Post(command);
    }

    /// <summary>A taken message that could not be kept: its memory comes back.</summary>
    public void Drop(Delivery delivery) => Return(HandoverCost.Of(delivery));

    /// <summary>Nothing more comes this way; before a message goes to the queue by the broker's thread.</summary>
    public void Close()
    {
        // Mostly closed long since: a write would take the line from all who read it.
        if (!_closed)
        {
            _closed = true;
        }
    }

    /// <summary>Tells a sink that it may find something. Foreign code: the message is in the queue, and its publish has succeeded whatever a sink does.</summary>
    public void Tell(IDeliverySink sink)
    {
        try
        {
            sink.OnHandover();
        }
#pragma warning disable CA1031 // Whatever it is, it is the sink's.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _loop.OnSinkFailed(_name, exception);
        }
    }

    // The budget's number is the publishers', and each write to it takes it from them: so what comes back is saved up, as long as more is sure to come. Whoever
    // takes the last of a queue gives all of it back.
    private void Return(int cost)
    {
        if (Interlocked.Add(ref _saved.Value, cost) > _crumbs || _waiting.IsEmpty)
        {
            ReturnSaved();
        }
    }

    private void ReturnSaved() => _budget.Return(Interlocked.Exchange(ref _saved.Value, 0));
}
