using System.Buffers.Text;
using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>Guid</c> as its 32 digits in five groups.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GuidCodec : IJsonCodec<Guid>
{
    /// <inheritdoc />
    public static bool IsText => true;

    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, Guid value)
    {
        Span<byte> text = stackalloc byte[36];
        Utf8Formatter.TryFormat(value, text, out _);
        writer.WritePlain(text);
    }

    /// <inheritdoc />
    public static Guid Read(ref JsonMessageReader reader)
    {
        const int Length = 36;
        var start = reader.Position;
        var text = reader.ReadTextBytes("a GUID");
        return text.Length == Length && Utf8Parser.TryParse(text, out Guid value, out var used, 'D') && used == Length
            ? value
            : throw reader.Error("The text is no GUID", start);
    }
}
