namespace Waybill.Roslyn.Parsing;

/// <summary>A class that generated code makes instances of.</summary>
/// <param name="Type">The type with <c>global::</c>.</param>
/// <param name="Name">The simple name, for messages.</param>
/// <param name="IsConstructible">Whether generated code can call a constructor; not so for a static class.</param>
/// <param name="Arguments">The constructor's arguments.</param>
/// <param name="Disposal">How an instance is disposed.</param>
internal sealed record ConstructedModel(
    string Type,
    string Name,
    bool IsConstructible,
    EquatableArray<InjectedModel> Arguments,
    Disposal Disposal
)
{
    /// <summary>
    /// Why it cannot be made once for all deliveries, in a sentence; null when it can. What belongs to one delivery would be kept and used for all others.
    /// </summary>
    public string? ProblemAsSingleton =>
        Arguments.FirstOrDefault(BelongsToDelivery) is { } argument
            ? $"{Name} is a singleton, and {argument.Type.Replace("global::", "")} in its constructor belongs to one delivery. "
                + "Take it as a parameter of the method instead."
            : null;

    private static bool BelongsToDelivery(InjectedModel argument) =>
        argument.Source is InjectedFrom.Bus or InjectedFrom.Context or InjectedFrom.CancellationToken;
}
