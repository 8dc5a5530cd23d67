using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Waybill.Broker.Exchanges;

/// <summary>
/// Remembers where routing keys went. Every key has one slot, found by its hash; an entry is immutable and compared in full, so a slot that two
/// keys share costs time and never a wrong route. Memory is bounded whatever keys arrive. Lock-free and thread-safe.
/// </summary>
internal sealed class RouteCache
{
    /// <summary>In bytes: what a routing key has at most, and what bounds an entry.</summary>
    public const int MaxKeyBytes = 255;

    private readonly Entry?[] _slots;

    // The hash of the key that last missed each slot. A key takes another's slot when it misses twice running: keys that come once, such as
    // those with an order's number in them, displace nothing and leave no garbage. Plain reads and writes: a lost one costs one more miss.
    private readonly uint[] _missed;

    /// <summary>An empty cache.</summary>
    /// <param name="slots">How many routes it holds at most; rounded up to a power of two.</param>
    public RouteCache(int slots)
    {
        var size = BitOperations.RoundUpToPowerOf2((uint)slots);
        _slots = new Entry?[size];
        _missed = new uint[size];
    }

    /// <summary>Where a key went, if that is remembered.</summary>
    public bool TryGet(int exchange, ReadOnlySpan<byte> key, [NotNullWhen(true)] out DestinationSet? set)
    {
        var hash = ByteHash.Compute(key, (uint)exchange);
        var entry = Volatile.Read(ref _slots[hash & (_slots.Length - 1)]);
        if (entry is not null && entry.Exchange == exchange && key.SequenceEqual(entry.Key))
        {
            set = entry.Set;
            return true;
        }

        set = null;
        return false;
    }

    /// <summary>Remembers where a key goes, in a free slot or when it missed twice running.</summary>
    public void Add(int exchange, ReadOnlySpan<byte> key, DestinationSet set)
    {
        if (key.Length > MaxKeyBytes)
        {
            return;
        }

        var hash = ByteHash.Compute(key, (uint)exchange);
        var slot = hash & (_slots.Length - 1);
        if (_missed[slot] != hash && Volatile.Read(ref _slots[slot]) is not null)
        {
            _missed[slot] = hash;
            return;
        }

        Volatile.Write(ref _slots[slot], new Entry(exchange, key.ToArray(), set));
    }

    private sealed class Entry(int exchange, byte[] key, DestinationSet set)
    {
        public readonly int Exchange = exchange;
        public readonly byte[] Key = key;
        public readonly DestinationSet Set = set;
    }
}
