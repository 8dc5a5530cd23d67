using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Waybill.Generated;

/// <summary><c>uint</c> as <c>uint32</c>; a greater value is refused.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UInt32Codec : IWireCodec<uint>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Varint;

    /// <inheritdoc />
    public static bool IsNumber => true;

    /// <inheritdoc />
    public static bool IsDefault(uint value) => value == 0;

    /// <inheritdoc />
    public static int GetSizeBound(uint value, int depth) => 5;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, uint value) => writer.WriteVarint(value);

    /// <inheritdoc />
    public static uint Read(ref ProtoReader reader) => (uint)reader.ReadUnsigned(uint.MaxValue);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryFromVarint(ulong varint, out uint value)
    {
        value = (uint)varint;
        return varint <= uint.MaxValue;
    }
}
