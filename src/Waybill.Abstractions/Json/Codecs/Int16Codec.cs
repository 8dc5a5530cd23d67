using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>short</c> as a number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int16Codec : IJsonCodec<short>
{
    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, short value) => writer.WriteNumber((long)value);

    /// <inheritdoc />
    public static short Read(ref JsonMessageReader reader) => reader.ReadInteger<short>();
}
