using System.Collections.ObjectModel;

namespace Waybill.Runtime.Publishing;

/// <summary>The content types of the formats, and the header that says them. Protobuf is implied: Waybill writes no header for it.</summary>
internal static class MessageContent
{
    public const string Header = "content-type";

    /// <summary>What to do about a message without JSON.</summary>
    public const string WayOut =
        "Put [assembly: WaybillJson] into its assembly, or into the one whose [assembly: MessageFor] names it. Where that stands, two of its members have one name in JSON: such a type has none.";

    private const string Json = "application/json";

    private static readonly ReadOnlyDictionary<string, string> s_json = new(new Dictionary<string, string> { [Header] = Json });

    /// <summary>The headers of a message in a format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="headers">The application's own, if any; the content type is not among them.</param>
    public static IReadOnlyDictionary<string, string>? Headers(MessageFormat format, IReadOnlyDictionary<string, string>? headers) =>
        format == MessageFormat.Protobuf ? headers
        : headers is null or { Count: 0 } ? s_json
        : new Dictionary<string, string>(headers) { [Header] = Json };

    /// <summary>The content type among the headers, however foreign producers spell its name; null where there is none.</summary>
    public static string? Find(IReadOnlyDictionary<string, string> headers)
    {
        if (headers.Count > 0)
        {
            foreach (var (name, value) in headers)
            {
                if (IsHeader(name))
                {
                    return value;
                }
            }
        }

        return null;
    }

    /// <summary>Whether a header is the content type.</summary>
    public static bool IsHeader(string name) => name.Equals(Header, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The format of a content type, whatever its parameters; null for one that no message is written in. Of those that end with <c>+json</c> many are envelopes with the
    /// message inside, and what skips unknown members would read one as a message of defaults.
    /// </summary>
    public static MessageFormat? Parse(string contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return Is(type, Json) || Is(type, "text/json") ? MessageFormat.Json
            : Is(type, "application/protobuf") || Is(type, "application/x-protobuf") || Is(type, "application/vnd.google.protobuf")
                ? MessageFormat.Protobuf
            : null;
    }

    public static InvalidOperationException NoJson(MessageDescriptor type) =>
        new($"{type.Name} has no JSON, and its exchange '{type.Exchange}' is declared to be written in it. {WayOut}");

    private static bool Is(ReadOnlySpan<char> type, string name) => type.Equals(name, StringComparison.OrdinalIgnoreCase);
}
