using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Waybill.Generated;

/// <summary><c>long</c> as <c>int64</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int64Codec : IWireCodec<long>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Varint;

    /// <inheritdoc />
    public static bool IsNumber => true;

    /// <inheritdoc />
    public static bool IsDefault(long value) => value == 0;

    /// <inheritdoc />
    public static int GetSizeBound(long value, int depth) => 10;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, long value) => writer.WriteVarint((ulong)value);

    /// <inheritdoc />
    public static long Read(ref ProtoReader reader) => (long)reader.ReadVarint();

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryFromVarint(ulong varint, out long value)
    {
        value = (long)varint;
        return true;
    }
}
