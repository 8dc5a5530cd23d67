using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>byte[]</c> as <c>bytes</c>; null counts as empty.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BytesCodec : IWireCodec<byte[]>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.LengthDelimited;

    /// <inheritdoc />
    public static bool IsPackable => false;

    /// <inheritdoc />
    public static byte[] Absent => [];

    /// <inheritdoc />
    public static bool IsDefault(byte[] value) => value is not { Length: > 0 };

    /// <inheritdoc />
    public static int GetSizeBound(byte[] value, int depth) => checked(ProtoSize.Prefix + value.Length);

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, byte[] value) => writer.WriteBytes(value);

    /// <inheritdoc />
    public static byte[] Read(ref ProtoReader reader) => reader.ReadBytes().ToArray();
}
