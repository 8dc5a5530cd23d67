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
    // Its own failure need not be kept: nothing comes behind it.
    private const long None = long.MaxValue;

    // The lowest number that failed: it only falls, so that it does not matter who says so, or how often.
    private long _failed = None;

    // The publisher's own: what was refused at a call and may be tried again, before anything else.
    private long? _refused;
    private int _disposed;

    public int Symbol => symbol;

    public override long Watermark => state.Sequence;

    public override long WatermarkPosition => state.Position;

    public override long? FailedSequence => Volatile.Read(ref _failed) is var failed and not None ? failed : null;

    /// <summary>Before each call, by its publisher: what was refused is tried again now, or it has failed.</summary>
    public void Begin(long sequence)
    {
        if (_refused is { } refused && refused != sequence)
        {
            Fail(refused);
            _refused = null;
        }
    }

    /// <summary>The call took nothing and may be repeated; by its publisher.</summary>
    public void Refuse(long sequence) => _refused = sequence;

    /// <summary>The call took it; by its publisher.</summary>
    public void Take() => _refused = null;

    /// <summary>A number was taken and will not be stored, or was given up. Before anything behind it is appended; from any thread.</summary>
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
    /// <exception cref="ProducerFailedException">It has failed before, or a lower one has.</exception>
    public void ThrowIfFailed(long sequence)
    {
        if (FailedSequence is { } failed && sequence >= failed)
        {
            throw new ProducerFailedException(name, failed, sequence);
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
