using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>ushort</c> as <c>uint32</c>; a greater value is refused.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UInt16Codec : IWireCodec<ushort>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Varint;

    /// <inheritdoc />
    public static bool IsDefault(ushort value) => value == 0;

    /// <inheritdoc />
    public static int GetSizeBound(ushort value, int depth) => 3;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, ushort value) => writer.WriteVarint(value);

    /// <inheritdoc />
    public static ushort Read(ref ProtoReader reader) => (ushort)reader.ReadUnsigned(ushort.MaxValue);
}
