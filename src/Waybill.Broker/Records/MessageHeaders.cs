using System.Collections.Immutable;

namespace Waybill.Broker.Records;

/// <summary>The application's headers of a message on its way in: their dictionary is the caller's, who may change it in another thread.</summary>
internal static class MessageHeaders
{
    /// <summary>Headers that stay what they were when their message was published.</summary>
    /// <exception cref="InvalidOperationException">They were changed meanwhile.</exception>
    public static IReadOnlyDictionary<string, string> Copy(IReadOnlyDictionary<string, string>? headers)
    {
        if (headers is null || headers.Count is var count && count == 0)
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        var copy = new Dictionary<string, string>(count, StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            if (name is null || value is null)
            {
                throw Changed();
            }

            copy[name] = value;
        }

        return copy.Count == count ? copy : throw Changed();
    }

    /// <summary>What is thrown when the headers are not what they were a moment ago.</summary>
    public static InvalidOperationException Changed() =>
        new("The headers of a message were changed while it was published. Change them when the call has returned, or give it a copy.");
}
