using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>sbyte</c> as a number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SByteCodec : IJsonCodec<sbyte>
{
    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, sbyte value) => writer.WriteNumber((long)value);

    /// <inheritdoc />
    public static sbyte Read(ref JsonMessageReader reader) => reader.ReadInteger<sbyte>();
}
