using System.Buffers;

namespace Waybill.Broker.Confirms;

/// <summary>
/// The awaiters of one batch, in the order they came: a pooled array under a spin of a few instructions. Once closed, any number of threads run them, each
/// claiming one at a time, so that one that blocks holds up none of the others.
/// </summary>
internal sealed class Continuations
{
    private const int FirstCapacity = 64;

    private Continuation[] _items = [];
    private int _count;
    private int _taken;
    private bool _closed;
    private int _claimed;
    private int _copied;

    /// <summary>Whether some are left to claim; only after <see cref="Close"/>.</summary>
    public bool HasMore => Volatile.Read(ref _claimed) < _count;

    /// <returns>False when the batch is done: the awaiter is to be run by the caller.</returns>
    public bool TryAdd(in Continuation continuation)
    {
        Enter();
        var open = !_closed;
        if (open)
        {
            if (_count == _items.Length)
            {
                Grow();
            }

            _items[_count++] = continuation;
        }

        Exit();
        return open;
    }

    /// <summary>Takes no more.</summary>
    /// <returns>Whether there is one to run.</returns>
    public bool Close()
    {
        Enter();
        _closed = true;
        var any = _count > 0;
        Exit();
        return any;
    }

    /// <summary>Takes the next one to run; only after <see cref="Close"/>.</summary>
    public bool TryClaim(out Continuation continuation)
    {
        var at = HasMore ? Interlocked.Increment(ref _claimed) - 1 : _count;
        if (at >= _count)
        {
            continuation = default;
            return false;
        }

        continuation = _items[at];
        if (Interlocked.Increment(ref _copied) == _count)
        {
            // Everyone has its own copy now.
            ArrayPool<Continuation>.Shared.Return(_items, clearArray: true);
            _items = [];
        }

        return true;
    }

    private void Grow()
    {
        var larger = ArrayPool<Continuation>.Shared.Rent(Math.Max(FirstCapacity, _items.Length * 2));
        _items.CopyTo(larger, 0);
        if (_items.Length > 0)
        {
            ArrayPool<Continuation>.Shared.Return(_items, clearArray: true);
        }

        _items = larger;
    }

    private void Enter()
    {
        var wait = new SpinWait();
        while (Interlocked.Exchange(ref _taken, 1) != 0)
        {
            wait.SpinOnce();
        }
    }

    private void Exit() => Volatile.Write(ref _taken, 0);
}
