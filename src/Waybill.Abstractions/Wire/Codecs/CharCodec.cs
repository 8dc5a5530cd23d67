using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>char</c> as <c>uint32</c>; a greater value is refused.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CharCodec : IWireCodec<char>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Varint;

    /// <inheritdoc />
    public static bool IsDefault(char value) => value == '\0';

    /// <inheritdoc />
    public static int GetSizeBound(char value, int depth) => 3;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, char value) => writer.WriteVarint(value);

    /// <inheritdoc />
    public static char Read(ref ProtoReader reader) => (char)reader.ReadUnsigned(char.MaxValue);
}
