namespace Waybill;

/// <summary>
/// Binds the annotated queue to an exchange: narrower than what is inferred from the handled messages (then it takes the place of the inferred
/// binding), or in addition to it.
/// </summary>
[AttributeUsage(AttributeTargets.Field, AllowMultiple = true)]
public sealed class BindingAttribute : Attribute
{
    /// <summary>A binding to the one exchange that the queue's handled messages are published to.</summary>
    /// <param name="pattern">The routing key or pattern.</param>
    public BindingAttribute(string pattern) => Pattern = pattern;

    /// <summary>A binding to a named exchange.</summary>
    /// <param name="exchange">The exchange's name.</param>
    /// <param name="pattern">The routing key (direct) or pattern (topic); empty for fanout and headers.</param>
    public BindingAttribute(string exchange, string pattern)
    {
        Exchange = exchange;
        Pattern = pattern;
    }

    /// <summary>The exchange's name; null for the one that the handled messages share.</summary>
    public string? Exchange { get; }

    /// <summary>The routing key or pattern.</summary>
    public string Pattern { get; }

    /// <summary>For a headers exchange: <c>"name=value"</c>, or <c>"name"</c> for presence whatever the value.</summary>
    public string[] Arguments { get; set; } = [];

    /// <summary>For a headers exchange: how the arguments are compared. Default <see cref="HeaderMatch.All"/>.</summary>
    public new HeaderMatch Match { get; set; }
}
