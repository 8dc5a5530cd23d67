using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>sbyte</c> as <c>sint32</c>; a value out of range is refused.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SByteCodec : IWireCodec<sbyte>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Varint;

    /// <inheritdoc />
    public static bool IsDefault(sbyte value) => value == 0;

    /// <inheritdoc />
    public static int GetSizeBound(sbyte value, int depth) => 2;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, sbyte value) => writer.WriteVarint(ZigZag.Encode(value));

    /// <inheritdoc />
    public static sbyte Read(ref ProtoReader reader) => (sbyte)reader.ReadZigZag(sbyte.MinValue, sbyte.MaxValue);
}
