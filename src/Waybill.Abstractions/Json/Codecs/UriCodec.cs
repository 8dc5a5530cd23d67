using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>Uri</c> as the text that it was made of; null reads as the empty relative one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UriCodec : IJsonCodec<Uri>
{
    /// <inheritdoc />
    public static bool IsText => true;

    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, Uri value)
    {
        if (value is null)
        {
            writer.WriteNull();
        }
        else
        {
            writer.WriteText(value.OriginalString);
        }
    }

    /// <inheritdoc />
    public static Uri Read(ref JsonMessageReader reader)
    {
        if (reader.TryReadNull())
        {
            return Generated.UriCodec.Absent;
        }

        var start = reader.Position;
        return Uri.TryCreate(reader.ReadText(), UriKind.RelativeOrAbsolute, out var value)
            ? value
            : throw reader.Error("The text is no Uri", start);
    }
}
