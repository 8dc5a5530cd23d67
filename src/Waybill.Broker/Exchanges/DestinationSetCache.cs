using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Waybill.Broker.Exchanges;

/// <summary>
/// Finds the instance that stands for a set of queues. Bounded: every set has one slot, and the last set asked for stays in it, since bindings
/// can combine to more sets than memory holds. Lock-free and thread-safe; two threads may get two instances of the same set.
/// </summary>
internal sealed class DestinationSetCache
{
    private readonly DestinationSet?[] _slots;

    /// <summary>An empty cache.</summary>
    /// <param name="slots">How many sets it holds at most; rounded up to a power of two.</param>
    public DestinationSetCache(int slots) => _slots = new DestinationSet?[BitOperations.RoundUpToPowerOf2((uint)slots)];

    /// <summary>The set of some queues.</summary>
    /// <param name="queues">Sorted and distinct.</param>
    public DestinationSet Get(ReadOnlySpan<int> queues)
    {
        if (queues.IsEmpty)
        {
            return DestinationSet.Empty;
        }

        ref var slot = ref _slots[(int)ByteHash.Compute(MemoryMarshal.AsBytes(queues)) & (_slots.Length - 1)];
        var known = Volatile.Read(ref slot);
        if (known is not null && known.Queues.AsSpan().SequenceEqual(queues))
        {
            return known;
        }

        var added = new DestinationSet(ImmutableArray.Create(queues));
        Volatile.Write(ref slot, added);
        return added;
    }

    /// <summary>The set of some queues.</summary>
    /// <param name="queues">In any order, with repetitions; overwritten.</param>
    public DestinationSet GetUnordered(Span<int> queues)
    {
        // One queue is the usual case, and the framework makes its sorting by reflection.
        if (queues.Length > 1)
        {
            queues.Sort();
        }

        var distinct = 0;
        foreach (var queue in queues)
        {
            if (distinct == 0 || queues[distinct - 1] != queue)
            {
                queues[distinct++] = queue;
            }
        }

        return Get(queues[..distinct]);
    }
}
