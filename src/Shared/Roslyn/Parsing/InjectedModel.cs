namespace Waybill.Roslyn.Parsing;

/// <summary>One argument that generated code passes to a constructor or method.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Type">The service's type with <c>global::</c>.</param>
internal sealed record InjectedModel(InjectedFrom Source, string Type);
