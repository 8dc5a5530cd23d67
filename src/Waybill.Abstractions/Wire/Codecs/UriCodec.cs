using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Waybill.Generated;

/// <summary>
/// <c>Uri</c> as the text that it was made of, absolute or relative; null counts as the empty relative one. What would not come back as it is, a path that was
/// declared to be absolute or an absolute address that was declared to be relative, is refused by the writer.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UriCodec : IWireCodec<Uri>
{
    private static readonly Uri s_absent = new("", UriKind.Relative);

    /// <inheritdoc />
    public static uint WireType => WireTags.LengthDelimited;

    /// <inheritdoc />
    public static bool IsPackable => false;

    /// <inheritdoc />
    public static Uri Absent => s_absent;

    /// <inheritdoc />
    public static bool IsDefault(Uri value) => value is null || value.OriginalString.Length == 0;

    /// <inheritdoc />
    public static int GetSizeBound(Uri value, int depth) => StringCodec.GetSizeBound(value.OriginalString, depth);

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The Uri would come back as another one.</exception>
    public static void Write(ref ProtoWriter writer, Uri value)
    {
        if (
            !IsPlain(value) && !(TryParse(value.OriginalString, out var read) && read.IsAbsoluteUri == value.IsAbsoluteUri && read == value)
        )
        {
            throw new ArgumentException(
                value.IsAbsoluteUri
                    ? "The Uri is absolute, and its text alone does not say so. Publish new Uri(uri.AbsoluteUri)."
                    : "The Uri is relative, and its text alone is an absolute one. Make it with UriKind.RelativeOrAbsolute, or put ./ before it."
            );
        }

        writer.WriteText(value.OriginalString);
    }

    /// <inheritdoc />
    public static Uri Read(ref ProtoReader reader)
    {
        var start = reader.Position;
        var text = reader.ReadText();
        return text.Length == 0 ? s_absent
            : TryParse(text, out var value) ? value
            : throw reader.Error("The text is no Uri", start);
    }

    private static bool TryParse(string text, [NotNullWhen(true)] out Uri? value) =>
        Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out value);

    /// <summary>Whether it can be seen without parsing, which allocates, that the text says what the Uri is: nearly always.</summary>
    private static bool IsPlain(Uri value)
    {
        var text = value.OriginalString;
        if (value.IsAbsoluteUri)
        {
            var scheme = value.Scheme;
            return text.Length > scheme.Length && text[scheme.Length] == ':' && text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase);
        }

        // An absolute one has a colon, a bar in its place after a drive, or begins as a share does.
        return !text.AsSpan().ContainsAny(':', '|', '\\');
    }
}
