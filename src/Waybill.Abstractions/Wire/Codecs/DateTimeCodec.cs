using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Waybill.Generated;

/// <summary><c>DateTime</c> as Timestamp's fields plus uint32 kind = 4. The clock reading is kept as it is, whatever the kind: only UTC times are Timestamps to others. A foreign value
/// is cut to 100 ns.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateTimeCodec : IWireCodec<DateTime>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.LengthDelimited;

    /// <inheritdoc />
    public static bool IsPackable => false;

    /// <inheritdoc />
    public static bool IsDefault(DateTime value) => value.Ticks == 0 && value.Kind == DateTimeKind.Unspecified;

    /// <inheritdoc />
    public static int GetSizeBound(DateTime value, int depth) => SecondsAndNanos.Bound;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, DateTime value) =>
        Timestamp.WriteMessage(ref writer, value.Ticks, Timestamp.KindTag, (uint)value.Kind);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static DateTime Read(ref ProtoReader reader)
    {
        var start = reader.Position;
        var ticks = Timestamp.ReadMessage(ref reader, Timestamp.KindTag, out var kind);
        return kind <= (uint)DateTimeKind.Local ? new DateTime(ticks, (DateTimeKind)kind) : throw NoKind(start, reader.Tag);
    }

    private static MessageFormatException NoKind(int position, uint tag) =>
        ProtoReader.Failure("The kind is no DateTimeKind", position, tag);
}
