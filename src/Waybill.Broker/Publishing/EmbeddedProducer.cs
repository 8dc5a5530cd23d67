using System.Collections.Concurrent;
using Waybill.Broker.Core;
using Waybill.Transports;

namespace Waybill.Broker.Publishing;

/// <summary>
/// An open producer; its name is taken until it is disposed. The watermark is one number and stands for all before it: so nothing is appended behind a number that failed, by
/// its publisher or by whoever empties the backlog (decision 0032).
/// </summary>
internal sealed class EmbeddedProducer(string name, int symbol, ProducerState state, ConcurrentDictionary<string, byte> open)
    : ProducerHandle
{
    private const long None = long.MaxValue;

    // The lowest number that ended without being stored: it only falls, so that it does not matter who says so, when, or how often.
    private long _failed = None;

    // The publisher's own: what was refused at its last call, and may be tried again.
    private long? _refused;
    private int _disposed;

    public int Symbol => symbol;

    public override long Watermark => state.Sequence;

    public override long WatermarkPosition => state.Position;

    /// <summary>Before each call, by its publisher: one that was refused at the call before is tried again now, or it has failed.</summary>
    public void Begin(long sequence)
    {
        if (_refused is { } refused && refused != sequence)
        {
            Fail(refused);
        }

        _refused = null;
    }

    /// <summary>The call stored nothing and is to be repeated; by its publisher.</summary>
    public void Refuse(long sequence) => _refused = sequence;

    /// <summary>A number that was taken ended without being stored. Before anything behind it is appended; from any thread.</summary>
    public void Fail(long sequence)
    {
        var failed = Volatile.Read(ref _failed);
        while (sequence < failed)
        {
            var present = Interlocked.CompareExchange(ref _failed, sequence, failed);
            if (present == failed)
            {
                return;
            }

            failed = present;
        }
    }

    /// <summary>Before a number is appended; from any thread.</summary>
    /// <exception cref="TransportException">A lower one has failed.</exception>
    public void ThrowIfBehindFailed(long sequence)
    {
        var failed = Volatile.Read(ref _failed);
        if (sequence > failed)
        {
            throw new TransportException(
                $"Producer '{name}': number {failed} was not stored, and number {sequence} would make it count as stored. Open the producer anew and go on behind its watermark."
            );
        }
    }

    public override void Dispose()
    {
        // The name may be another's by the second time.
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            open.TryRemove(name, out _);
        }
    }
}
