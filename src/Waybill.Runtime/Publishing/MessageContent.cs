using System.Collections.ObjectModel;

namespace Waybill.Runtime.Publishing;

/// <summary>The content types of the formats, and the header that says them. Protobuf is implied: Waybill writes no header for it.</summary>
internal static class MessageContent
{
    public const string Header = "content-type";

    private const string Json = "application/json";

    private static readonly ReadOnlyDictionary<string, string> s_json = new(new Dictionary<string, string> { [Header] = Json });

    /// <summary>The headers of a message in a format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="headers">The application's own, if any; the content type is not among them.</param>
    public static IReadOnlyDictionary<string, string>? Headers(MessageFormat format, IReadOnlyDictionary<string, string>? headers) =>
        format == MessageFormat.Protobuf ? headers
        : headers is null or { Count: 0 } ? s_json
        : new Dictionary<string, string>(headers) { [Header] = Json };

    /// <summary>The format of a content type, whatever its parameters; null for one that no message is written in.</summary>
    public static MessageFormat? Parse(string contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return Is(type, Json) || Is(type, "text/json") || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase) ? MessageFormat.Json
            : Is(type, "application/protobuf") || Is(type, "application/x-protobuf") || Is(type, "application/vnd.google.protobuf")
                ? MessageFormat.Protobuf
            : null;
    }

    public static InvalidOperationException NoJson(MessageDescriptor type) =>
        new(
            $"{type.Name} has no JSON, and its exchange '{type.Exchange}' is declared to be written in it. "
                + "Put [assembly: WaybillJson] into the message's assembly."
        );

    private static bool Is(ReadOnlySpan<char> type, string name) => type.Equals(name, StringComparison.OrdinalIgnoreCase);
}
