using Waybill.Threading;

namespace Waybill.Broker.Publishing;

/// <summary>Bounds the bytes of messages that live in memory only. Publishers take, the broker gives back when the messages are settled. Thread-safe.</summary>
internal sealed class MemoryBudget
{
    private readonly long _bytes;
    private PaddedLong _left;
    private volatile bool _closed;

    // Made by who waits first, so that giving back is an addition as long as nobody does.
    private TaskCompletionSource? _returned;

    public MemoryBudget(long bytes) => _left.Value = _bytes = bytes;

    /// <summary>Takes room; a message larger than the whole budget is let through when nothing else is there.</summary>
    public bool TryTake(long size)
    {
        while (true)
        {
            if (_closed)
            {
                throw new TransportException("The embedded broker is closed.");
            }

            var left = Volatile.Read(ref _left.Value);
            if (left < size && left < _bytes)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _left.Value, left - size, left) == left)
            {
                return true;
            }
        }
    }

    /// <summary>Whether what was taken without waiting comes to as much again as the whole.</summary>
    public bool IsTakenTwice => Volatile.Read(ref _left.Value) < -_bytes;

    /// <summary>How much may be kept back before it is given back in one: little of the whole, and nothing of a small one.</summary>
    public long Crumbs => Math.Min(_bytes / 1024, 64 * 1024);

    /// <summary>Gives back; something negative is taken without waiting.</summary>
    public void Return(long size)
    {
        Interlocked.Add(ref _left.Value, size);
        WakeAll();
    }

    /// <summary>Nothing is given back any more: who waits is turned away.</summary>
    public void Close()
    {
        _closed = true;
        Interlocked.MemoryBarrier();
        WakeAll();
    }

    private void WakeAll()
    {
        if (Volatile.Read(ref _returned) is not null)
        {
            Interlocked.Exchange(ref _returned, null)?.TrySetResult();
        }
    }

    /// <summary>Completes when something was given back, and at once when there is room; try again then.</summary>
    public Task WaitAsync(long size, CancellationToken cancellationToken)
    {
        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // A full fence: what is given back from here on wakes the waiter, and what was before is seen below.
        var returned = (Interlocked.CompareExchange(ref _returned, made, null) ?? made).Task;
        var left = Volatile.Read(ref _left.Value);
        return _closed || left >= size || left >= _bytes ? Task.CompletedTask : returned.WaitAsync(cancellationToken);
    }
}
