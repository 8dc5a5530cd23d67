using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>TimeOnly</c> as <c>uint64</c>: its ticks of 100 ns since midnight.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TimeOnlyCodec : IWireCodec<TimeOnly>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Varint;

    /// <inheritdoc />
    public static bool IsDefault(TimeOnly value) => value.Ticks == 0;

    /// <inheritdoc />
    public static int GetSizeBound(TimeOnly value, int depth) => 6;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, TimeOnly value) => writer.WriteVarint((ulong)value.Ticks);

    /// <inheritdoc />
    public static TimeOnly Read(ref ProtoReader reader) => new TimeOnly((long)reader.ReadUnsigned((ulong)TimeOnly.MaxValue.Ticks));
}
