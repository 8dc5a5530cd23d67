using System.Buffers;

namespace Waybill.Broker.Confirms;

/// <summary>
/// The awaiters of one batch, in the order they came: the first, which mostly is the only one, and a pooled array of the others, under a spin of a few instructions.
/// Once closed, any number of threads run them, each claiming one at a time, so that one that blocks holds up none of the others.
/// </summary>
internal sealed class Continuations
{
    private const int FirstCapacity = 64;

    private Continuation _first;
    private Continuation[] _others = [];
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
            Place(_count++) = continuation;
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

        continuation = Place(at);
        if (Interlocked.Increment(ref _copied) == _count)
        {
            // Everyone has its own copy now.
            _first = default;
            Return(_others);
            _others = [];
        }

        return true;
    }

    /// <summary>Where an awaiter lies, or will: then under the spin.</summary>
    private ref Continuation Place(int at)
    {
        if (at == 0)
        {
            return ref _first;
        }

        if (at > _others.Length)
        {
            Grow();
        }

        return ref _others[at - 1];
    }

    private void Grow()
    {
        var larger = ArrayPool<Continuation>.Shared.Rent(Math.Max(FirstCapacity, _others.Length * 2));
        _others.CopyTo(larger, 0);
        Return(_others);
        _others = larger;
    }

    private static void Return(Continuation[] others)
    {
        if (others.Length > 0)
        {
            ArrayPool<Continuation>.Shared.Return(others, clearArray: true);
        }
    }

    private void Enter()
    {
        var wait = new SpinWait();
        while (Interlocked.Exchange(ref _taken, 1) != 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    private void Exit() => Volatile.Write(ref _taken, 0);
}
