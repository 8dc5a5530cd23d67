namespace Waybill.Runtime.Publishing;

/// <summary>What an application may put into headers.</summary>
internal static class ApplicationHeaders
{
    private const string ReservedPrefix = "waybill-";

    /// <summary>The application's own of a delivery's headers, which may be published again as they are.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string> headers) =>
        MessageContent.Find(headers) is null
            ? headers
            : headers.Where(header => !MessageContent.IsHeader(header.Key)).ToDictionary(header => header.Key, header => header.Value);

    /// <exception cref="ArgumentException">A name belongs to the broker, or a value is null.</exception>
    public static void Check(IReadOnlyDictionary<string, string> headers)
    {
        foreach (var (name, value) in headers)
        {
            if (MessageContent.IsHeader(name))
            {
                throw new ArgumentException(
                    $"The header '{name}' says what the message's bytes are, which is its exchange's Format to choose. Choose another name.",
                    nameof(headers)
                );
            }

            if (name.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase))
            {
                throw new ArgumentException(
                    $"The header '{name}' begins with '{ReservedPrefix}', which is the broker's own. Choose another name.",
                    nameof(headers)
                );
            }

            if (value is null)
            {
                throw new ArgumentException($"The header '{name}' is null. Leave it out, or give it a value.", nameof(headers));
            }
        }
    }
}
