using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Reads the middlewares that a class or an assembly names.</summary>
internal static class MiddlewareParser
{
    /// <summary>The middlewares in source order, the outermost first.</summary>
    public static EquatableArray<MiddlewareModel> Parse(ISymbol symbol) =>
        symbol.FindAll("MiddlewareAttribute").Select(Parse).OfType<MiddlewareModel>().ToEquatableArray();

    /// <summary>The middleware that one attribute names; null when there is no such type, as the compiler says.</summary>
    public static MiddlewareModel? Parse(AttributeData attribute) =>
        attribute.Argument<ITypeSymbol>(0) is { TypeKind: not TypeKind.Error } type ? Parse(type) : null;

    /// <summary>What is no class that generated code can call is kept: left out, it would go missing in silence.</summary>
    private static MiddlewareModel Parse(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class } @class && ConstructionParser.IsReachable(@class)
            ? new MiddlewareModel(ConstructionParser.Parse(@class), FindAwaitable(@class))
            : new MiddlewareModel(
                new ConstructedModel(
                    SymbolNames.Global(type),
                    type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                    IsConstructible: false,
                    default,
                    Disposal.None
                ),
                Awaitable: null
            );

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
