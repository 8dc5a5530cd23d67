using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>ReadOnlyMemory&lt;byte&gt;</c> as <c>bytes</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReadOnlyMemoryCodec : IWireCodec<ReadOnlyMemory<byte>>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.LengthDelimited;

    /// <inheritdoc />
    public static bool IsPackable => false;

    /// <inheritdoc />
    public static bool IsDefault(ReadOnlyMemory<byte> value) => value.IsEmpty;

    /// <inheritdoc />
    public static int GetSizeBound(ReadOnlyMemory<byte> value, int depth) => checked(ProtoSize.Prefix + value.Length);

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBytes(value.Span);

    /// <inheritdoc />
    public static ReadOnlyMemory<byte> Read(ref ProtoReader reader) => BytesCodec.Read(ref reader);
}
