using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>int</c> as a number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int32Codec : IJsonCodec<int>
{
    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, int value) => writer.WriteNumber((long)value);

    /// <inheritdoc />
    public static int Read(ref JsonMessageReader reader) => reader.ReadInteger<int>();
}
