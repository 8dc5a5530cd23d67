using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>byte</c> as <c>uint32</c>; a greater value is refused.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ByteCodec : IWireCodec<byte>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Varint;

    /// <inheritdoc />
    public static bool IsDefault(byte value) => value == 0;

    /// <inheritdoc />
    public static int GetSizeBound(byte value, int depth) => 2;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, byte value) => writer.WriteVarint(value);

    /// <inheritdoc />
    public static byte Read(ref ProtoReader reader) => (byte)reader.ReadUnsigned(byte.MaxValue);
}
