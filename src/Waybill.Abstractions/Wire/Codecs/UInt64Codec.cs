using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Waybill.Generated;

/// <summary><c>ulong</c> as <c>uint64</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UInt64Codec : IWireCodec<ulong>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Varint;

    /// <inheritdoc />
    public static bool IsNumber => true;

    /// <inheritdoc />
    public static bool IsDefault(ulong value) => value == 0;

    /// <inheritdoc />
    public static int GetSizeBound(ulong value, int depth) => 10;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, ulong value) => writer.WriteVarint(value);

    /// <inheritdoc />
    public static ulong Read(ref ProtoReader reader) => reader.ReadVarint();

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryFromVarint(ulong varint, out ulong value)
    {
        value = (ulong)varint;
        return true;
    }
}
