using System.Runtime.InteropServices;

namespace Waybill.Broker.Exchanges;

/// <summary>
/// A fast hash for the fixed tables of routing. It need not resist keys made to collide: what it chooses is a slot that is compared in full, and
/// no table grows with the keys of messages.
/// </summary>
internal static class ByteHash
{
    // 2^64 divided by the golden ratio: Knuth's multiplicative hashing (The Art of Computer Programming, volume 3, 6.4).
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    /// <summary>The hash of some bytes, all of its bits usable.</summary>
    /// <param name="bytes">What is hashed.</param>
    /// <param name="seed">Tells apart equal bytes that mean different things.</param>
    public static uint Compute(ReadOnlySpan<byte> bytes, uint seed = 0)
    {
        var hash = Mix(((ulong)seed << 32) | (uint)bytes.Length);
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(bytes));
        }

        var rest = 0UL;
        foreach (var value in bytes)
        {
            rest = (rest << 8) | value;
        }

        return (uint)Mix(hash ^ rest);
    }

    private static ulong Mix(ulong value)
    {
        value *= Multiplier;
        return value ^ (value >> 32);
    }
}
