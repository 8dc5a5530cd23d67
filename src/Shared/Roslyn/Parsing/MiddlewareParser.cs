using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Reads the middlewares that a class or an assembly names.</summary>
internal static class MiddlewareParser
{
    /// <summary>The middlewares in source order, the outermost first.</summary>
    public static EquatableArray<MiddlewareModel> Parse(ISymbol symbol) =>
        symbol
            .FindAll("MiddlewareAttribute")
            .Select(attribute => attribute.Argument<INamedTypeSymbol>(0))
            .OfType<INamedTypeSymbol>()
            .Where(type => type.TypeKind == TypeKind.Class)
            .Select(type => new MiddlewareModel(
                ConstructionParser.Parse(type),
                ConstructionParser.IsReachable(type) ? FindAwaitable(type) : null
            ))
            .ToEquatableArray();

    private static Awaitable? FindAwaitable(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var method in current.GetMembers("InvokeAsync").OfType<IMethodSymbol>())
            {
                if (Fits(method) && ReturnParser.ParseAwaitable(method.ReturnType) is { Result: null, Awaitable: not Awaitable.None } found)
                {
                    return found.Awaitable;
                }
            }
        }

        return null;
    }

    private static bool Fits(IMethodSymbol method) =>
        method is { IsStatic: false, IsGenericMethod: false, Parameters.Length: 2 }
        && ConstructionParser.IsVisible(method.DeclaredAccessibility)
        && method.Parameters[0].Type.IsNamed("Waybill", "MessageContext")
        && method.Parameters[1].Type.IsNamed("Waybill", "Next");
}
