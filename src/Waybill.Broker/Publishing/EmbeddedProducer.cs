using System.Collections.Concurrent;
using Waybill.Broker.Core;
using Waybill.Transports;

namespace Waybill.Broker.Publishing;

/// <summary>
/// An open producer; its name is taken until it is disposed. The watermark is one number and stands for all before it: so a number that is not stored after all holds up
/// greater ones until it is. Its publishes are appended one after the other, by its publisher or by whoever empties the backlog.
/// </summary>
internal sealed class EmbeddedProducer(string name, int symbol, ProducerState state, ConcurrentDictionary<string, byte> open)
    : ProducerHandle
{
    private const long None = long.MaxValue;

    private long _stored = state.Sequence;
    private long _refused = None;

    public int Symbol => symbol;

    public override long Watermark => state.Sequence;

    public override long WatermarkPosition => state.Position;

    public override long? Refused => Volatile.Read(ref _refused) is var refused && refused != None ? refused : null;

    /// <summary>Before a number is appended.</summary>
    /// <exception cref="TransportException">A lower one was refused.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It, or a greater one, is stored already.</exception>
    public void Require(long sequence)
    {
        if (sequence > Volatile.Read(ref _refused))
        {
            throw new TransportException(
                $"Producer '{name}': number {Refused} was refused and is not stored, and number {sequence} would make it count as stored. Publish {Refused} again first, or open the producer anew to leave it out."
            );
        }

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(sequence, Volatile.Read(ref _stored));
    }

    /// <summary>A number was appended.</summary>
    public void OnAppended(long sequence)
    {
        Volatile.Write(ref _stored, sequence);
        Interlocked.CompareExchange(ref _refused, None, sequence);
    }

    /// <summary>A number will not be stored; from any thread, and more than once.</summary>
    public void Refuse(long sequence)
    {
        var refused = Volatile.Read(ref _refused);
        while (sequence > Volatile.Read(ref _stored) && sequence < refused)
        {
            var present = Interlocked.CompareExchange(ref _refused, sequence, refused);
            if (present == refused)
            {
                return;
            }

            refused = present;
        }
    }

    public override void Dispose() => open.TryRemove(name, out _);
}
