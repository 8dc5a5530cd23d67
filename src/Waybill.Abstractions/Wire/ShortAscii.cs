using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Waybill;

/// <summary>
/// Narrows and widens short ASCII texts. The base library does so too, and faster for long ones; for ten characters its way to the loop takes longer
/// than the loop.
/// </summary>
/// <remarks>
/// Every block is read and written whole, and the last one overlaps the one before it. No access leaves its span: a block begins at 0 or at a multiple of its
/// size where as much follows, the last at <c>length - size</c>, and no method touches a block that is longer than the text.
/// </remarks>
internal static class ShortAscii
{
    private const ulong NotAsciiChars = 0xFF80_FF80_FF80_FF80;
    private const ulong NotAsciiBytes = 0x8080_8080_8080_8080;

    /// <summary>Writes a text's characters as bytes.</summary>
    /// <param name="source">The text's first character.</param>
    /// <param name="bytes">The first of as many bytes, which the caller knows to be there. Undefined when the text is not ASCII.</param>
    /// <param name="length">How many characters.</param>
    /// <returns>Whether the text is ASCII.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryNarrow(ref char source, ref byte bytes, int length)
    {
        ref var chars = ref Unsafe.As<char, ushort>(ref source);
        if (length >= Vector128<ushort>.Count)
        {
            var last = length - Vector128<ushort>.Count;
            for (var i = 0; i < last; i += Vector128<ushort>.Count)
            {
                if (!TryNarrowBlock(ref Unsafe.Add(ref chars, i), ref Unsafe.Add(ref bytes, i)))
                {
                    return false;
                }
            }

            return TryNarrowBlock(ref Unsafe.Add(ref chars, last), ref Unsafe.Add(ref bytes, last));
        }

        if (length >= 4)
        {
            var all = NarrowFour(ref chars, ref bytes);
            all |= NarrowFour(ref Unsafe.Add(ref chars, length - 4), ref Unsafe.Add(ref bytes, length - 4));
            return (all & NotAsciiChars) == 0;
        }

        var every = 0;
        for (var i = 0; i < length; i++)
        {
            var next = Unsafe.Add(ref chars, i);
            every |= next;
            Unsafe.Add(ref bytes, i) = (byte)next;
        }

        return every < 0x80;
    }

    /// <summary>Writes bytes as a text's characters.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="destination">As many characters.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Widen(ReadOnlySpan<byte> source, Span<char> destination)
    {
        ref var bytes = ref MemoryMarshal.GetReference(source);
        ref var chars = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(destination));
        var length = Math.Min(source.Length, destination.Length);
        if (length >= Vector128<ushort>.Count)
        {
            var last = length - Vector128<ushort>.Count;
            for (var i = 0; i < last; i += Vector128<ushort>.Count)
            {
                WidenBlock(ref Unsafe.Add(ref bytes, i), ref Unsafe.Add(ref chars, i));
            }

            WidenBlock(ref Unsafe.Add(ref bytes, last), ref Unsafe.Add(ref chars, last));
            return;
        }

        for (var i = 0; i < length; i++)
        {
            destination[i] = (char)source[i];
        }
    }

    /// <summary>Whether no byte has its upper bit set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAscii(ReadOnlySpan<byte> source)
    {
        ref var bytes = ref MemoryMarshal.GetReference(source);
        if (source.Length >= sizeof(ulong))
        {
            var last = source.Length - sizeof(ulong);
            for (var i = 0; i < last; i += sizeof(ulong))
            {
                if ((Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, i)) & NotAsciiBytes) != 0)
                {
                    return false;
                }
            }

            return (Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, last)) & NotAsciiBytes) == 0;
        }

        var every = 0;
        foreach (var next in source)
        {
            every |= next;
        }

        return every < 0x80;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryNarrowBlock(ref ushort chars, ref byte bytes)
    {
        var block = Vector128.LoadUnsafe(ref chars);
        Unsafe.WriteUnaligned(ref bytes, Vector128.Narrow(block, block).AsUInt64().ToScalar());
        return (block & Vector128.Create((ushort)0xFF80)) == Vector128<ushort>.Zero;
    }

    // Four characters in one word, the first lowest (on a little-endian machine): each moves down next to the one before it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong NarrowFour(ref ushort chars, ref byte bytes)
    {
        var four = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<ushort, byte>(ref chars));
        var pairs = (four | (four >> 8)) & 0x0000_FFFF_0000_FFFF;
        Unsafe.WriteUnaligned(ref bytes, (uint)(pairs | (pairs >> 16)));
        return four;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WidenBlock(ref byte bytes, ref ushort chars) =>
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref bytes)).AsByte()).StoreUnsafe(ref chars);
}
