using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>DateOnly</c> as <c>sint32</c>: its day number, 0 to 3,652,058.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateOnlyCodec : IWireCodec<DateOnly>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Varint;

    /// <inheritdoc />
    public static bool IsDefault(DateOnly value) => value.DayNumber == 0;

    /// <inheritdoc />
    public static int GetSizeBound(DateOnly value, int depth) => 4;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, DateOnly value) => writer.WriteVarint(ZigZag.Encode(value.DayNumber));

    /// <inheritdoc />
    public static DateOnly Read(ref ProtoReader reader) => DateOnly.FromDayNumber((int)reader.ReadZigZag(0, DateOnly.MaxValue.DayNumber));
}
