using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>long</c> as a number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int64Codec : IJsonCodec<long>
{
    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, long value) => writer.WriteNumber(value);

    /// <inheritdoc />
    public static long Read(ref JsonMessageReader reader) => reader.ReadInteger<long>();
}
