using System.Numerics;
using System.Runtime.CompilerServices;

namespace Waybill;

public ref partial struct ProtoReader
{
    /// <summary>Reads a varint of more than one byte.</summary>
    /// <returns>The position behind it.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadLongVarint(ref byte source, int position, int end, uint tag, out ulong value)
    {
        // On a little-endian machine, and Waybill is for no other, the varint's first byte is the word's lowest.
        if (end - position >= sizeof(ulong))
        {
            var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, position));
            var ends = ~word & VarintWord.Continuations;
            if (ends != 0)
            {
                // The bits up to the first end and with it: those of the varint's own bytes.
                value = VarintWord.Fold(word & (ends ^ (ends - 1)));
                return position + BitOperations.TrailingZeroCount(ends) / 8 + 1;
            }
        }

        return ReadGroups(ref source, position, end, tag, out value);
    }

    private static int ReadGroups(ref byte source, int position, int end, uint tag, out ulong value)
    {
        var start = position;
        value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (position == end)
            {
                throw Failure("A varint ends early", start, tag);
            }

            var next = Unsafe.Add(ref source, position++);
            if (shift == 63 && next > 1)
            {
                break;
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return position;
            }
        }

        throw Failure("A varint has more than 64 bits", start, tag);
    }
}
