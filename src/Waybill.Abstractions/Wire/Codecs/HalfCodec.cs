using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>Half</c> as Protobuf <c>float</c>, bit by bit: -0 is not the default, and a NaN keeps what it carries. A float between two halves is refused.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HalfCodec : IWireCodec<Half>
{
    // Of a float's 23 fraction bits a half has the upper 10.
    private const int LowBits = 13;
    private const uint Infinity = 0x7F80_0000;
    private const ushort HalfInfinity = 0x7C00;

    /// <inheritdoc />
    public static uint WireType => WireTags.Fixed32;

    /// <inheritdoc />
    public static bool IsDefault(Half value) => BitConverter.HalfToUInt16Bits(value) == 0;

    /// <inheritdoc />
    public static int GetSizeBound(Half value, int depth) => 4;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, Half value) => writer.WriteFixed32(ToSingle(value));

    /// <inheritdoc />
    public static Half Read(ref ProtoReader reader)
    {
        var start = reader.Position;
        var bits = reader.ReadFixed32();
        var value = FromSingle(bits);
        return ToSingle(value) == bits ? value : throw NoHalf(start, reader.Tag);
    }

    // A conversion of .NET makes quiet NaNs of signaling ones.
    private static uint ToSingle(Half value)
    {
        var bits = BitConverter.HalfToUInt16Bits(value);
        return Half.IsNaN(value)
            ? (bits & 0x8000u) << 16 | Infinity | (bits & 0x3FFu) << LowBits
            : BitConverter.SingleToUInt32Bits((float)value);
    }

    private static Half FromSingle(uint bits)
    {
        var value = BitConverter.UInt32BitsToSingle(bits);
        return float.IsNaN(value)
            ? BitConverter.UInt16BitsToHalf((ushort)(bits >> 16 & 0x8000 | HalfInfinity | bits >> LowBits & 0x3FF))
            : (Half)value;
    }

    private static MessageFormatException NoHalf(int position, uint tag) =>
        ProtoReader.Failure("The value has more digits than a Half", position, tag);
}
