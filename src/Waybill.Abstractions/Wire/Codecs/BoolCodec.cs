using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>bool</c> as Protobuf <c>bool</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BoolCodec : IWireCodec<bool>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Varint;

    /// <inheritdoc />
    public static bool IsDefault(bool value) => !value;

    /// <inheritdoc />
    public static int GetSizeBound(bool value, int depth) => 1;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, bool value) => writer.WriteVarint(value ? 1u : 0u);

    /// <inheritdoc />
    public static bool Read(ref ProtoReader reader) => reader.ReadVarint() != 0;
}
