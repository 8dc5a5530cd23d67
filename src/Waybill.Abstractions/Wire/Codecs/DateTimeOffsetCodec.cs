using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Waybill.Generated;

/// <summary><c>DateTimeOffset</c> as Timestamp's fields plus sint32 offset_minutes = 3, which readers of Timestamp skip. A foreign value is cut to 100 ns.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateTimeOffsetCodec : IWireCodec<DateTimeOffset>
{
    private const int MaxOffsetMinutes = 14 * 60;

    /// <inheritdoc />
    public static uint WireType => WireTags.LengthDelimited;

    /// <inheritdoc />
    public static bool IsPackable => false;

    /// <inheritdoc />
    public static bool IsDefault(DateTimeOffset value) => value.UtcTicks == 0 && value.TotalOffsetMinutes == 0;

    /// <inheritdoc />
    public static int GetSizeBound(DateTimeOffset value, int depth) => SecondsAndNanos.Bound;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, DateTimeOffset value) =>
        Timestamp.WriteMessage(ref writer, value.UtcTicks, Timestamp.OffsetTag, ZigZag.Encode(value.TotalOffsetMinutes));

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static DateTimeOffset Read(ref ProtoReader reader)
    {
        var start = reader.Position;
        var utcTicks = Timestamp.ReadMessage(ref reader, Timestamp.OffsetTag, out var zigZag);
        var minutes = ZigZag.Decode(zigZag);
        if (minutes is < -MaxOffsetMinutes or > MaxOffsetMinutes)
        {
            throw TooFarOff(start, reader.Tag);
        }

        var ticks = utcTicks + minutes * TimeSpan.TicksPerMinute;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes))
            : throw reader.Error("The local time is out of DateTimeOffset's range", start);
    }

    private static MessageFormatException TooFarOff(int position, uint tag) =>
        ProtoReader.Failure("An offset is at most 14 hours", position, tag);
}
