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
);
