namespace Waybill.Roslyn.Parsing;

/// <summary>What a handler method gives back.</summary>
/// <param name="Awaitable">What it is wrapped in.</param>
/// <param name="Publishes">What of it is published.</param>
/// <param name="IsNullable">Whether it may be null: then nothing is published.</param>
/// <param name="HasNullableElements">Whether elements of a sequence may be null: then they are passed over.</param>
/// <param name="SequenceType">
/// The interface, with <c>global::</c>, that a sequence has to be walked by; null where the compiler finds the same elements by itself.
/// </param>
internal sealed record ReturnModel(
    Awaitable Awaitable,
    Published Publishes,
    bool IsNullable = false,
    bool HasNullableElements = false,
    string? SequenceType = null
);
