namespace Waybill;

/// <summary>A message's properties cannot be made into its routing key.</summary>
public sealed class RoutingKeyException : WaybillException
{
    /// <summary>A value that cannot be one word, or a key that is too long.</summary>
    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="property">The property at fault; null when the whole key is.</param>
    public RoutingKeyException(string message, string? property = null)
        : base(message) => Property = property;

    /// <summary>The property at fault; null when the whole key is.</summary>
    public string? Property { get; }
}
