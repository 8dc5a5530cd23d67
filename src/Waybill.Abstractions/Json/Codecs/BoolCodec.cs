using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>true</c> or <c>false</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BoolCodec : IJsonCodec<bool>
{
    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, bool value) => writer.WriteRaw(value ? "true"u8 : "false"u8);

    /// <inheritdoc />
    public static bool Read(ref JsonMessageReader reader) => reader.ReadBool();
}
