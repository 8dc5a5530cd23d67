using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary>Text; null reads as the empty text.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StringCodec : IJsonCodec<string>
{
    /// <inheritdoc />
    public static bool IsText => true;

    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, string value)
    {
        if (value is null)
        {
            writer.WriteNull();
        }
        else
        {
            writer.WriteText(value);
        }
    }

    /// <inheritdoc />
    public static string Read(ref JsonMessageReader reader) => reader.TryReadNull() ? "" : reader.ReadText();
}
