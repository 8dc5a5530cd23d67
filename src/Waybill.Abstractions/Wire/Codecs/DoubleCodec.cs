using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>double</c> as Protobuf <c>double</c>, bit by bit: -0 is not the default.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleCodec : IWireCodec<double>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Fixed64;

    /// <inheritdoc />
    public static bool IsCopied => BitConverter.IsLittleEndian;

    /// <inheritdoc />
    public static bool IsDefault(double value) => BitConverter.DoubleToUInt64Bits(value) == 0;

    /// <inheritdoc />
    public static int GetSizeBound(double value, int depth) => 8;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, double value) => writer.WriteFixed64(BitConverter.DoubleToUInt64Bits(value));

    /// <inheritdoc />
    public static double Read(ref ProtoReader reader) => BitConverter.UInt64BitsToDouble(reader.ReadFixed64());
}
