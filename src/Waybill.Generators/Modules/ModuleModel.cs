using Waybill.Roslyn;

namespace Waybill.Generators;

/// <summary>An assembly's module.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Namespace">The module type's namespace; empty for the global one.</param>
/// <param name="Name">The module type's name.</param>
/// <param name="Manifest">The manifest's text.</param>
/// <param name="References">The full names of the modules of referenced assemblies.</param>
/// <param name="Handlers">The generated classes that hold the calls to handlers.</param>
internal sealed record ModuleModel(
    string Assembly,
    string Namespace,
    string Name,
    string Manifest,
    EquatableArray<string> References,
    EquatableArray<string> Handlers
);
