using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>Version</c> as the text that it prints, such as "1.2.3"; null reads as 0.0.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct VersionCodec : IJsonCodec<Version>
{
    /// <inheritdoc />
    public static bool IsText => true;

    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, Version value)
    {
        if (value is null)
        {
            writer.WriteNull();
            return;
        }

        // Four numbers of ten digits, and three points.
        Span<byte> text = stackalloc byte[43];
        value.TryFormat(text, out var length);
        writer.WritePlain(text[..length]);
    }

    /// <inheritdoc />
    public static Version Read(ref JsonMessageReader reader)
    {
        if (reader.TryReadNull())
        {
            return Generated.VersionCodec.Absent;
        }

        var start = reader.Position;
        var text = reader.ReadTextBytes("a version");

        // The framework's parser skips blanks.
        return !text.ContainsAnyExcept("0123456789."u8) && Version.TryParse(text, out var value)
            ? value
            : throw reader.Error("The text is no version of two to four numbers", start);
    }
}
