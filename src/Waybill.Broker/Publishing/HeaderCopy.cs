using System.Collections.Immutable;

namespace Waybill.Broker.Publishing;

/// <summary>Headers that stay what they were when their message was published: the caller's dictionary is the caller's again once the call returns.</summary>
internal static class HeaderCopy
{
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string>? headers) =>
        headers is { Count: > 0 }
            ? new Dictionary<string, string>(headers, StringComparer.Ordinal)
            : ImmutableDictionary<string, string>.Empty;
}
