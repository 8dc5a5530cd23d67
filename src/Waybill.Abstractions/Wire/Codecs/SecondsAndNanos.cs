using System.Runtime.CompilerServices;

namespace Waybill.Generated;

/// <summary>What Duration and Timestamp share on the wire: {int64 seconds = 1, int32 nanos = 2}, and one more field of ours.</summary>
internal static class SecondsAndNanos
{
    private const uint SecondsTag = (1 << 3) | WireTags.Varint;
    private const uint NanosTag = (2 << 3) | WireTags.Varint;
    private const int NanosPerTick = 100;
    private const int MaxNanos = 999_999_999;

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
        var writer = new ProtoWriter(destination, position, 0);
        var start = writer.BeginLength(0);
        writer.Write<Int64Codec, long>(SecondsTag, seconds);
        writer.Write<Int32Codec, int>(NanosTag, (int)ticks * NanosPerTick);
        writer.Write<UInt32Codec, uint>(extraTag, extra);
        writer.EndLength(start, 0);
        return writer.Position;
    }

    /// <summary>Reads the message.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="extraTag">The tag of a third field, a varint; 0 for none.</param>
    /// <param name="extra">The third field's value; 0 where it is absent.</param>
    /// <returns>The sum in ticks, cut to 100 ns; it may pass 64 bits.</returns>
    public static Int128 ReadMessage(ref ProtoReader reader, uint extraTag, out uint extra)
    {
        long seconds = 0;
        var nanos = 0;
        extra = 0;
        var fields = reader.Enter();
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
                extra = fields.Read<UInt32Codec, uint>();
            }
            else
            {
                fields.Skip(tag);
            }
        }

        return (Int128)seconds * TimeSpan.TicksPerSecond + nanos / NanosPerTick;
    }

    private static int ReadNanos(ref ProtoReader reader)
    {
        var start = reader.Position;
        var nanos = Int32Codec.Read(ref reader);
        return nanos is >= -MaxNanos and <= MaxNanos ? nanos : throw reader.Error($"{nanos} nanoseconds are a second or more", start);
    }
}
