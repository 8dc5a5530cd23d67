using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Waybill.Generated;

namespace Waybill;

/// <summary>
/// Runs of varints, many at once: where each one ends is seen for a whole block, so that to read one need not wait for the length of the one before it.
/// </summary>
internal static class PackedVarints
{
    private const int Block = 32;

    /// <summary>How many varints end in the run.</summary>
    public static int Count(ReadOnlySpan<byte> run)
    {
        var count = 0;
        while (run.Length >= Block)
        {
            count += BitOperations.PopCount(Ends(ref MemoryMarshal.GetReference(run)));
            run = run[Block..];
        }

        foreach (var next in run)
        {
            count += next < 0x80 ? 1 : 0;
        }

        return count;
    }

    /// <summary>
    /// Reads varints while whole blocks follow, up to one that is wrong: those the caller reads one by one.
    /// </summary>
    /// <param name="run">The varints.</param>
    /// <param name="values">Where the values go; as many as varints end in the run, or more.</param>
    /// <param name="read">How many bytes were read.</param>
    /// <returns>How many values were read.</returns>
    public static int Read<TCodec, T>(ReadOnlySpan<byte> run, Span<T> values, out int read)
        where TCodec : IWireCodec<T>
    {
        var count = 0;
        read = 0;

        // A word that begins in the block lies in the run, for as much follows the block. A varint's ninth and tenth byte lie in the block itself, where it ends.
        while (run.Length - read >= Block + sizeof(ulong))
        {
            ref var block = ref Unsafe.Add(ref MemoryMarshal.GetReference(run), read);
            var ends = Ends(ref block);
            var start = 0;
            while (ends != 0)
            {
                var next = BitOperations.TrailingZeroCount(ends) + 1;
                if (
                    !TryFold(ref Unsafe.Add(ref block, start), next - start, out var varint)
                    || !TCodec.TryFromVarint(varint, out values[count])
                )
                {
                    break;
                }

                count++;
                ends &= ends - 1;
                start = next;
            }

            read += start;
            if (start == 0 || ends != 0)
            {
                break;
            }
        }

        return count;
    }

    /// <summary>The value of a varint.</summary>
    /// <param name="first">Its first byte; eight bytes from there are in the run.</param>
    /// <param name="width">How many bytes it has, at most ten.</param>
    /// <param name="value">The value.</param>
    /// <returns>False where it has more than 64 bits.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryFold(ref byte first, int width, out ulong value)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref first);
        if (width <= sizeof(ulong))
        {
            value = VarintWord.Fold(word & (ulong.MaxValue >> (8 * (sizeof(ulong) - width))));
            return true;
        }

        // Seven bits in the ninth byte, one in the tenth.
        value = VarintWord.Fold(word) | ((ulong)Unsafe.Add(ref first, 8) & 0x7F) << 56;
        if (width == sizeof(ulong) + 1)
        {
            return true;
        }

        ulong last = Unsafe.Add(ref first, 9);
        value |= last << 63;
        return width == sizeof(ulong) + 2 && last <= 1;
    }

    /// <summary>A bit for each byte of a block that ends a varint.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Ends(ref byte block) => ~Vector256.LoadUnsafe(ref block).ExtractMostSignificantBits();
}
