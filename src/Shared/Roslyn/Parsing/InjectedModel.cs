namespace Waybill.Roslyn.Parsing;

/// <summary>One argument that generated code passes to a constructor or method.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Type">The service's type with <c>global::</c>.</param>
/// <param name="Annotated">The same with the nullability of its type arguments, for all but <c>typeof</c>.</param>
/// <param name="Key">The key of <c>[FromKeyedServices]</c> as C# writes it; null for a service without one.</param>
/// <param name="Default">What stands in for a service that is not registered, as C# writes it; null for a service that must be.</param>
internal sealed record InjectedModel(InjectedFrom Source, string Type, string Annotated, string? Key, string? Default)
{
    /// <summary>The default of a service that may be missing.</summary>
    public const string Nothing = "null";
}
