using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>short</c> as <c>sint32</c>; a value out of range is refused.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int16Codec : IWireCodec<short>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Varint;

    /// <inheritdoc />
    public static bool IsDefault(short value) => value == 0;

    /// <inheritdoc />
    public static int GetSizeBound(short value, int depth) => 3;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, short value) => writer.WriteVarint(ZigZag.Encode(value));

    /// <inheritdoc />
    public static short Read(ref ProtoReader reader) => (short)reader.ReadZigZag(short.MinValue, short.MaxValue);
}
