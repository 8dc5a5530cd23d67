using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>byte</c> as a number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ByteCodec : IJsonCodec<byte>
{
    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, byte value) => writer.WriteNumber((ulong)value);

    /// <inheritdoc />
    public static byte Read(ref JsonMessageReader reader) => reader.ReadInteger<byte>();
}
