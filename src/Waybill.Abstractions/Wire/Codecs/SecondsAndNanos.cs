using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Waybill.Generated;

/// <summary>What Duration and Timestamp share on the wire: {int64 seconds = 1, int32 nanos = 2}, and one more field of ours.</summary>
internal static class SecondsAndNanos
{
    private const uint SecondsTag = (1 << 3) | WireTags.Varint;
    private const uint NanosTag = (2 << 3) | WireTags.Varint;
    private const int NanosPerTick = 100;
    private const int MaxNanos = 999_999_999;

    /// <summary>An upper bound of the message's bytes, its length among them: three tags and their varints, of 64, of 64 where nanos are negative, and of 11 bits.</summary>
    public const int Bound = 1 + 3 + 10 + 10 + 2;

    /// <summary>Writes the message.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="seconds">Whole seconds.</param>
    /// <param name="ticks">What is beyond them, in ticks of 100 ns, of the same sign.</param>
    /// <param name="extraTag">The tag of a third field, a varint; 0 for none.</param>
    /// <param name="extra">The third field's value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteMessage(ref ProtoWriter writer, long seconds, long ticks, uint extraTag, uint extra = 0) =>
        writer.Position = WriteMessage(writer.Destination, writer.Position, seconds, ticks, extraTag, extra);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteMessage(Span<byte> destination, int position, long seconds, long ticks, uint extraTag, uint extra)
    {
        var nanos = (int)ticks * NanosPerTick;
        if (seconds > 0 && (ulong)seconds <= VarintWord.Max && nanos > 0 && destination.Length - position >= Bound)
        {
            // Most times of these days. Their bound was looked at, and nothing else need be: the last word begins within its first 18 bytes.
            ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(destination), position);
            Unsafe.Add(ref first, 1) = (byte)SecondsTag;
            var end = 2 + VarintWord.Write(ref Unsafe.Add(ref first, 2), (ulong)seconds);
            Unsafe.Add(ref first, end) = (byte)NanosTag;
            end += 1 + VarintWord.Write(ref Unsafe.Add(ref first, end + 1), (ulong)nanos);
            if (extra != 0)
            {
                Unsafe.Add(ref first, end) = (byte)extraTag;
                end += 1 + VarintWord.Write(ref Unsafe.Add(ref first, end + 1), extra);
            }

            first = (byte)(end - 1);
            return position + end;
        }

        return WriteAny(destination, position, seconds, nanos, extraTag, extra);
    }

    private static int WriteAny(Span<byte> destination, int position, long seconds, int nanos, uint extraTag, uint extra)
    {
        var writer = new ProtoWriter(destination, position, 0);
        var start = writer.BeginLength(0);
        writer.Write<Int64Codec, long>(SecondsTag, seconds);
        writer.Write<Int32Codec, int>(NanosTag, nanos);
        writer.Write<UInt32Codec, uint>(extraTag, extra);
        writer.EndLength(start, 0);
        return writer.Position;
    }

    /// <summary>Reads the message.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="extraTag">The tag of a third field, a varint; 0 for none.</param>
    /// <param name="extra">The third field's value; 0 where it is absent.</param>
    /// <returns>Whole seconds, and what is beyond them in ticks of 100 ns, to which it is cut.</returns>
    public static (long Seconds, int Ticks) ReadMessage(ref ProtoReader reader, uint extraTag, out uint extra)
    {
        var fields = reader.Enter();
        var inOrder = fields;
        var seconds = inOrder.TryInnerTag(SecondsTag) ? (long)inOrder.ReadVarint() : 0;
        var nanos = inOrder.TryInnerTag(NanosTag) ? ReadNanos(ref inOrder) : 0;
        extra = extraTag != 0 && inOrder.TryInnerTag(extraTag) ? (uint)inOrder.ReadUnsigned(uint.MaxValue) : 0;
        if (!inOrder.IsAtEnd)
        {
            (seconds, nanos, extra) = ReadAnyOrder(fields, extraTag);
        }

        return (seconds, nanos / NanosPerTick);
    }

    private static (long Seconds, int Nanos, uint Extra) ReadAnyOrder(ProtoReader fields, uint extraTag)
    {
        long seconds = 0;
        var nanos = 0;
        uint extra = 0;
        while (fields.TryReadInnerTag(out var tag))
        {
            if (tag == SecondsTag)
            {
                seconds = (long)fields.ReadVarint();
            }
            else if (tag == NanosTag)
            {
                nanos = ReadNanos(ref fields);
            }
            else if (tag == extraTag)
            {
                extra = (uint)fields.ReadUnsigned(uint.MaxValue);
            }
            else
            {
                fields.SkipInner(tag, isKnown: tag >> 3 <= 2 || tag >> 3 == extraTag >> 3);
            }
        }

        return (seconds, nanos, extra);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadNanos(ref ProtoReader fields)
    {
        var start = fields.Position;
        var nanos = Int32Codec.Read(ref fields);
        return nanos is >= -MaxNanos and <= MaxNanos ? nanos : throw NotWithinSecond(start, fields.Tag);
    }

    private static MessageFormatException NotWithinSecond(int position, uint tag) =>
        ProtoReader.Failure("The nanoseconds are a second or more", position, tag);
}
