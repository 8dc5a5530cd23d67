namespace Waybill.Broker.Exchanges;

/// <summary>One header that a binding asks for.</summary>
/// <param name="Name">The header's name, compared ordinally.</param>
/// <param name="Value">Its value, compared ordinally; null when its presence is enough.</param>
internal readonly record struct HeaderArgument(string Name, string? Value)
{
    /// <summary>Reads <c>name=value</c> (a value may hold further equals signs) or <c>name</c>.</summary>
    public static HeaderArgument Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? new HeaderArgument(text, null) : new HeaderArgument(text[..equals], text[(equals + 1)..]);
    }

    /// <summary>Whether the argument is compared at all: one that begins with <c>x-</c> only when asked for, <c>x-match</c> never.</summary>
    public bool Counts(bool withX) => withX ? Name != "x-match" : !Name.StartsWith("x-", StringComparison.Ordinal);

    /// <summary>Whether the headers have it.</summary>
    public bool Matches(IReadOnlyDictionary<string, string>? headers) =>
        headers is not null
        && headers.TryGetValue(Name, out var value)
        && (Value is null || string.Equals(Value, value, StringComparison.Ordinal));
}
