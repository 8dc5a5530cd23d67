namespace Waybill.Roslyn.Parsing;

/// <summary>The message property that is an inbox key.</summary>
/// <param name="Property">Its name.</param>
/// <param name="Format">How it becomes text; null when the message has no such property, or it cannot be a key.</param>
/// <param name="IsNullable">Whether it is a nullable value type.</param>
/// <param name="EnumType">The enum's underlying type; null for other types.</param>
/// <param name="Problem">Why there is no format, as the middle of a sentence; null when there is one.</param>
internal sealed record KeyModel(string Property, KeyFormat? Format, bool IsNullable, string? EnumType, string? Problem)
{
    /// <summary>What the property's converter makes of <c>value</c>, as an expression; null where it has none.</summary>
    public string? Converted { get; init; }
}
