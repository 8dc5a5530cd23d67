using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>ulong</c> as <c>uint64</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UInt64Codec : IWireCodec<ulong>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Varint;

    /// <inheritdoc />
    public static bool IsDefault(ulong value) => value == 0;

    /// <inheritdoc />
    public static int GetSizeBound(ulong value) => 10;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, ulong value) => writer.WriteVarint(value);

    /// <inheritdoc />
    public static ulong Read(ref ProtoReader reader) => reader.ReadVarint();
}
