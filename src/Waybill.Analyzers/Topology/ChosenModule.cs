using Microsoft.CodeAnalysis;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Topology;

/// <summary>What is wrong with the name that <c>[assembly: WaybillModule]</c> gives a module: the generator passes over it in silence.</summary>
internal static class ChosenModule
{
    /// <param name="attribute">The attribute.</param>
    /// <param name="compilation">The assembly with what is generated.</param>
    /// <param name="rootNamespace">The build's property of that name; null for none.</param>
    /// <returns>What is wrong and the way out, in sentences; null for a name that is fine, and for none.</returns>
    public static string? Problem(AttributeData attribute, Compilation compilation, string? rootNamespace)
    {
        if (attribute.Argument<string>(0) is not { } name)
        {
            return null;
        }

        var root = ModuleName.Root(compilation.AssemblyName ?? "", rootNamespace);
        return ModuleName.Chosen(name, ModuleName.IsType(compilation, root) ? "" : root) is not { } chosen
                ? $"The module '{name}' has no name that a type can have, and is called otherwise. Give it an identifier, or several with dots between for one in a namespace."
            : chosen.Namesake(compilation) is { } type && !IsModule(type)
                ? $"The module '{name}' has the name of the type {SymbolNames.Full(type)}, and is called otherwise. Give it another."
            : null;
    }

    private static bool IsModule(INamedTypeSymbol type) =>
        type.AllInterfaces.Any(contract => contract.IsNamed("Waybill.Generated", "IWaybillModule"));
}
