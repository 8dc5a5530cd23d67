using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>ulong</c> as a number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UInt64Codec : IJsonCodec<ulong>
{
    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, ulong value) => writer.WriteNumber(value);

    /// <inheritdoc />
    public static ulong Read(ref JsonMessageReader reader) => reader.ReadInteger<ulong>();
}
