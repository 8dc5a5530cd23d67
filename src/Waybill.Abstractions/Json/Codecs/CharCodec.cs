using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>char</c> as a text of one UTF-16 unit; half a surrogate pair is refused.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CharCodec : IJsonCodec<char>
{
    /// <inheritdoc />
    public static bool IsText => true;

    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, char value) => writer.WriteText(new ReadOnlySpan<char>(in value));

    /// <inheritdoc />
    public static char Read(ref JsonMessageReader reader)
    {
        var start = reader.Position;
        var text = reader.ReadText();
        return text.Length == 1 ? text[0] : throw reader.Error("Here should be a text of one character", start);
    }
}
