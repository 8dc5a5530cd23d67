using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>Memory&lt;byte&gt;</c> as <c>bytes</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MemoryCodec : IWireCodec<Memory<byte>>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.LengthDelimited;

    /// <inheritdoc />
    public static bool IsPackable => false;

    /// <inheritdoc />
    public static bool IsDefault(Memory<byte> value) => value.IsEmpty;

    /// <inheritdoc />
    public static int GetSizeBound(Memory<byte> value, int depth) => checked(ProtoSize.Prefix + value.Length);

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, Memory<byte> value) => writer.WriteBytes(value.Span);

    /// <inheritdoc />
    public static Memory<byte> Read(ref ProtoReader reader) => BytesCodec.Read(ref reader);
}
