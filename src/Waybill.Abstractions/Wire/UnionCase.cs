using System.ComponentModel;

namespace Waybill.Generated;

/// <summary>What generated code says of objects that are no case of their union.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class UnionCase
{
    /// <summary>The error of writing an object that somebody derived past the cases.</summary>
    /// <param name="message">The object.</param>
    public static ArgumentException Unknown(object? message) =>
        message is null
            ? new ArgumentNullException(nameof(message), "A union must be one of its cases before publishing.")
            : new ArgumentException(
                $"{message.GetType()} is no case of its union. Derive it inside the union, sealed, or list it there.",
                nameof(message)
            );
}
