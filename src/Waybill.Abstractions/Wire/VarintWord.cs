using System.Numerics;
using System.Runtime.CompilerServices;

namespace Waybill;

/// <summary>
/// A varint of up to eight bytes in one word, first byte lowest: its groups of seven bits are spread and folded together, without a loop over bytes.
/// </summary>
/// <remarks>Who reads or writes such a word in one go takes it that the machine is little-endian, as all are that .NET has builds for but s390x.</remarks>
internal static class VarintWord
{
    /// <summary>The greatest value whose varint has eight bytes.</summary>
    public const ulong Max = (1UL << 56) - 1;

    /// <summary>The bit of each byte that says that another one follows.</summary>
    public const ulong Continuations = 0x8080_8080_8080_8080;

    /// <summary>The value's groups of seven bits, one a byte.</summary>
    /// <param name="value">At most <see cref="Max"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Spread(ulong value)
    {
        value = ((value & 0x00FF_FFFF_F000_0000) << 4) | (value & 0x0FFF_FFFF);
        value = ((value & 0x0FFF_C000_0FFF_C000) << 2) | (value & 0x0000_3FFF_0000_3FFF);
        return ((value & 0x3F80_3F80_3F80_3F80) << 1) | (value & 0x007F_007F_007F_007F);
    }

    /// <summary>The value whose groups of seven bits lie one a byte; the reverse of <see cref="Spread"/>. Continuation bits do not count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Fold(ulong word)
    {
        word = ((word & 0x7F00_7F00_7F00_7F00) >> 1) | (word & 0x007F_007F_007F_007F);
        word = ((word & 0x3FFF_0000_3FFF_0000) >> 2) | (word & 0x0000_3FFF_0000_3FFF);
        return ((word & 0x0FFF_FFFF_0000_0000) >> 4) | (word & 0x0FFF_FFFF);
    }

    /// <summary>How many bytes a varint takes: 1 to 10.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Width(ulong value) => (BitOperations.Log2(value | 1) * 9 + 73) >> 6;

    /// <summary>Writes a varint's eight groups at once; what is beyond its own is room that the next field overwrites.</summary>
    /// <param name="destination">The first of at least eight bytes: the caller has looked.</param>
    /// <param name="value">At most <see cref="Max"/>.</param>
    /// <returns>How many bytes are the varint's.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(ref byte destination, ulong value)
    {
        var width = Width(value);
        var word = Spread(value) | Continued(width);
        Unsafe.WriteUnaligned(ref destination, word);
        return width;
    }

    /// <summary>The continuation bits of a varint.</summary>
    /// <param name="width">Its bytes, 1 to 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Continued(int width) => Continuations & ((1UL << (8 * (width - 1))) - 1);
}
