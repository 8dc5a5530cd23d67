using Microsoft.CodeAnalysis;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Reliability;

/// <summary>Tells helpers that are overloads of the methods that handle messages from those that were meant to handle one and cannot be called.</summary>
internal static class HelperOverload
{
    /// <summary>Whether the class goes on without the method: it handles other messages, and generated code cannot call this one. Where it handles none, start-up refuses it.</summary>
    public static bool MayBe(IMethodSymbol method, INamedTypeSymbol handler) =>
        !handler.ContainingAssembly.CanUse(method) && HandlerParser.Methods(handler).Any();

    /// <summary>Whether such a method is one.</summary>
    public static bool Is(IMethodSymbol method, INamedTypeSymbol handler, CancellationToken cancellationToken) =>
        method.IsOverride
        || method.Parameters.Skip(1).Any(parameter => !IsService(parameter, handler.ContainingAssembly))
        || MethodNames.IsNamed(method, cancellationToken);

    /// <summary>Whether the parameter looks like a service. Any type can be one; text, values and messages hardly are.</summary>
    private static bool IsService(IParameterSymbol parameter, IAssemblySymbol from) =>
        ConstructionParser.CanInject(parameter, from)
        && !MessageTypes.IsMessage(parameter.Type)
        && (
            parameter.Type.IsNamed("System.Threading", "CancellationToken")
            || parameter.Type is { IsReferenceType: true, SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Interface }
        );
}
