using Waybill.Broker.Core;
using Waybill.Transports;

namespace Waybill.Broker.InFlight;

/// <summary>
/// Marks the deliveries that are in handlers, so that the next process knows what this one was doing when it ended. A mark costs a few stores into mapped memory: no
/// call, no lock, no garbage. A delivery that finds no slot is handled without a mark. Thread-safe.
/// </summary>
internal sealed class InFlightMarks : IDisposable
{
    private const long Free = 0;
    private const long Busy = -1;
    private const long Closed = -2;

    // Leases are numbered in order, so that those at work have slots side by side: a second look is needed only beside one that is handled for long.
    private const int Looks = 8;

    // A line of the processor each.
    private const int Stride = 8;

    private readonly InFlightFile? _file;

    // Which lease each slot is marked with. In this memory and not in the file's, which may be gone when a handler that was left behind ends.
    private readonly long[] _owners;
    private bool _disposed;

    public InFlightMarks(InFlightFile? file)
    {
        _file = file;
        _owners = file is null ? [] : new long[InFlightFile.Marks * Stride];
    }

    /// <summary>The handler of a delivery is about to be called. What lives in memory only ends with the process and needs no mark.</summary>
    public void Mark(QueueState queue, Delivery delivery)
    {
        var token = delivery.Token;
        if (_file is null || token.Position < 0 || token.Epoch <= 0)
        {
            return;
        }

        for (var look = 0; look < Looks; look++)
        {
            var slot = SlotOf(token.Epoch, look);
            ref var owner = ref _owners[slot * Stride];
            if (Volatile.Read(ref owner) == Free && Interlocked.CompareExchange(ref owner, Busy, Free) == Free)
            {
                var message = new MessageRef(token.Position, token.Index);
                _file.Write(slot, new InFlightMark(queue.Symbol, message, delivery.MessageId, token.Epoch, Crashes: 0));
                Volatile.Write(ref owner, token.Epoch);
                return;
            }
        }
    }

    /// <summary>The handler has ended, or was never called.</summary>
    public void Unmark(DeliveryToken token)
    {
        if (_file is null || token.Epoch <= 0)
        {
            return;
        }

        for (var look = 0; look < Looks; look++)
        {
            var slot = SlotOf(token.Epoch, look);
            ref var owner = ref _owners[slot * Stride];
            if (Volatile.Read(ref owner) == token.Epoch && Interlocked.CompareExchange(ref owner, Busy, token.Epoch) == token.Epoch)
            {
                _file.Clear(slot);
                Volatile.Write(ref owner, Free);
                return;
            }
        }
    }

    /// <summary>Says what is handled alone from here on. What lives in memory only ends with the process. For the broker's thread.</summary>
    public void SetAlone(QueueState queue, DeliveryToken lease)
    {
        if (lease.Position >= 0)
        {
            _file?.SetAlone(queue.Symbol, lease);
        }
    }

    /// <summary>Nothing is handled alone from here on. For the broker's thread.</summary>
    public void EndAlone() => _file?.EndAlone();

    /// <summary>Forgets a suspect that was kept in a slot. For the broker's thread.</summary>
    public void Forget(int slot) => _file?.Clear(slot);

    /// <summary>A clean end: nothing is marked any more, also what a handler that was left behind still does. Suspects stay.</summary>
    public void Dispose()
    {
        if (_file is null || _disposed)
        {
            return;
        }

        _disposed = true;
        for (var slot = 0; slot < InFlightFile.Marks; slot++)
        {
            if (Close(ref _owners[slot * Stride]) > 0)
            {
                _file.Clear(slot);
            }
        }

        _file.EndAlone();
        _file.Dispose();
    }

    private static int SlotOf(long epoch, int look) => (int)((epoch + look) % InFlightFile.Marks);

    /// <returns>What was in the slot.</returns>
    private static long Close(ref long owner)
    {
        var spin = new SpinWait();
        while (true)
        {
            var present = Volatile.Read(ref owner);
            if (present == Closed || (present != Busy && Interlocked.CompareExchange(ref owner, Closed, present) == present))
            {
                return present;
            }

            // A few stores of somebody else's.
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }
}
