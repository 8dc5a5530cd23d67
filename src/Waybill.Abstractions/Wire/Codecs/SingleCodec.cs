using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>float</c> as Protobuf <c>float</c>, bit by bit: -0 is not the default.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleCodec : IWireCodec<float>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Fixed32;

    /// <inheritdoc />
    public static bool IsCopied => BitConverter.IsLittleEndian;

    /// <inheritdoc />
    public static bool IsDefault(float value) => BitConverter.SingleToUInt32Bits(value) == 0;

    /// <inheritdoc />
    public static int GetSizeBound(float value, int depth) => 4;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, float value) => writer.WriteFixed32(BitConverter.SingleToUInt32Bits(value));

    /// <inheritdoc />
    public static float Read(ref ProtoReader reader) => BitConverter.UInt32BitsToSingle(reader.ReadFixed32());
}
