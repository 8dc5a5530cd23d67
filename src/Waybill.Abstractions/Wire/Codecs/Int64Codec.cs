using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>long</c> as <c>int64</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int64Codec : IWireCodec<long>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Varint;

    /// <inheritdoc />
    public static bool IsDefault(long value) => value == 0;

    /// <inheritdoc />
    public static int GetSizeBound(long value) => 10;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, long value) => writer.WriteVarint((ulong)value);

    /// <inheritdoc />
    public static long Read(ref ProtoReader reader) => (long)reader.ReadVarint();
}
