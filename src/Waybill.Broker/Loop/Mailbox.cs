using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Waybill.Storage;

namespace Waybill.Broker.Loop;

/// <summary>
/// What comes in to the broker's thread: committed batches and commands, from any thread, and the bell that wakes it. Once closed, whatever comes is turned away
/// by whoever brings it. Taking and waiting are the broker thread's; the rest is thread-safe and lock-free.
/// </summary>
internal sealed class Mailbox
{
    private readonly ConcurrentQueue<CommittedBatch> _batches = new();
    private readonly ConcurrentQueue<IBrokerCommand> _commands = new();

    // Never disposed: commands come as long as somebody has a receiver in hand.
    private readonly AutoResetEvent _bell = new(false);
    private int _signaled;
    private Exception? _closed;
    private int _turningAway;

    public bool IsEmpty => _batches.IsEmpty && _commands.IsEmpty;

    /// <summary>How many batches wait.</summary>
    public int Batches => _batches.IsEmpty ? 0 : _batches.Count;

    public void Post(IBrokerCommand command)
    {
        _commands.Enqueue(command);
        Wake();
    }

    public void Post(CommittedBatch batch)
    {
        _batches.Enqueue(batch);
        Wake();
    }

    public bool TryTake(out CommittedBatch batch) => _batches.TryDequeue(out batch);

    public bool TryTake([NotNullWhen(true)] out IBrokerCommand? command) => _commands.TryDequeue(out command);

    /// <summary>Makes the thread look again.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _closed) is not null)
        {
            TurnAway();
        }

        if (Interlocked.Exchange(ref _signaled, 1) == 0)
        {
            _bell.Set();
        }
    }

    /// <summary>Before the thread looks: what comes from here on rings.</summary>
    public void BeginLook() => Interlocked.Exchange(ref _signaled, 0);

    /// <summary>Waits for the bell.</summary>
    /// <returns>Whether it rang.</returns>
    public bool Wait(int milliseconds) => _bell.WaitOne(milliseconds);

    /// <summary>Nobody takes anything any more: what waits and what still comes is turned away for this reason. It still rings.</summary>
    public void Close(Exception reason)
    {
        Interlocked.Exchange(ref _closed, reason);
        TurnAway();
    }

    /// <summary>From any thread, but one at a time, since sinks are promised that.</summary>
    private void TurnAway()
    {
        if (Interlocked.Increment(ref _turningAway) != 1)
        {
            return;
        }

        int seen;
        do
        {
            seen = Volatile.Read(ref _turningAway);
            while (_commands.TryDequeue(out var command))
            {
                Guarded.Run(() => command.Fail(_closed!));
            }

            while (_batches.TryDequeue(out var batch))
            {
                batch.Release();
            }
        } while (Interlocked.CompareExchange(ref _turningAway, 0, seen) != seen);
    }
}
