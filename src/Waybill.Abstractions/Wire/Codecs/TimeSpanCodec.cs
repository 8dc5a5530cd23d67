using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Waybill.Generated;

/// <summary><c>TimeSpan</c> as Duration: {int64 seconds = 1, int32 nanos = 2}, over the whole range of TimeSpan. A foreign value is cut to 100 ns.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TimeSpanCodec : IWireCodec<TimeSpan>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.LengthDelimited;

    /// <inheritdoc />
    public static bool IsPackable => false;

    /// <inheritdoc />
    public static bool IsDefault(TimeSpan value) => value.Ticks == 0;

    /// <inheritdoc />
    public static int GetSizeBound(TimeSpan value, int depth) => SecondsAndNanos.Bound;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, TimeSpan value) =>
        SecondsAndNanos.WriteMessage(ref writer, value.Ticks / TimeSpan.TicksPerSecond, value.Ticks % TimeSpan.TicksPerSecond, 0);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TimeSpan Read(ref ProtoReader reader)
    {
        var start = reader.Position;
        var (seconds, rest) = SecondsAndNanos.ReadMessage(ref reader, 0, out _);
        var ticks = (Int128)seconds * TimeSpan.TicksPerSecond + rest;
        return ticks >= long.MinValue && ticks <= long.MaxValue
            ? new TimeSpan((long)ticks)
            : throw reader.Error("The duration is out of TimeSpan's range", start);
    }
}
