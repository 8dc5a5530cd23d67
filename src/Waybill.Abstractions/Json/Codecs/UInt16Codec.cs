using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>ushort</c> as a number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UInt16Codec : IJsonCodec<ushort>
{
    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, ushort value) => writer.WriteNumber((ulong)value);

    /// <inheritdoc />
    public static ushort Read(ref JsonMessageReader reader) => reader.ReadInteger<ushort>();
}
