using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>uint</c> as a number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UInt32Codec : IJsonCodec<uint>
{
    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, uint value) => writer.WriteNumber((ulong)value);

    /// <inheritdoc />
    public static uint Read(ref JsonMessageReader reader) => reader.ReadInteger<uint>();
}
