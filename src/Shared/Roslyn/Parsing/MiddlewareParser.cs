using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Reads the middlewares that a class or an assembly names.</summary>
internal static class MiddlewareParser
{
    /// <summary>The middlewares in source order, the outermost first.</summary>
    /// <param name="symbol">The class or assembly.</param>
    /// <param name="from">The assembly that code is generated in.</param>
    public static EquatableArray<MiddlewareModel> Parse(ISymbol symbol, IAssemblySymbol from) =>
        symbol.FindAll("MiddlewareAttribute").Select(attribute => Parse(attribute, from)).OfType<MiddlewareModel>().ToEquatableArray();

    /// <summary>The middleware that one attribute names; null when there is no such type, as the compiler says.</summary>
    public static MiddlewareModel? Parse(AttributeData attribute, IAssemblySymbol from) =>
        attribute.Argument<ITypeSymbol>(0) is { TypeKind: not TypeKind.Error } type ? Parse(type, from) : null;

    /// <summary>What is no class that generated code can call is kept: left out, it would go missing in silence.</summary>
    private static MiddlewareModel Parse(ITypeSymbol type, IAssemblySymbol from)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class } @class || !from.CanReach(@class))
        {
            var name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            return new MiddlewareModel(
                new ConstructedModel(SymbolNames.Global(type), name, IsConstructible: false, default, Disposal.None),
                Awaitable: null,
                new MarkedSymbols().Marks
            );
        }

        var named = new MarkedSymbols();
        var construction = ConstructionParser.Parse(@class, from, named);
        var method = FindMethod(@class, from);
        return new MiddlewareModel(
            construction,
            method is null ? null : ReturnParser.ParseAwaitable(method.ReturnType).Awaitable,
            named.Add(method).Marks
        );
    }

    private static IMethodSymbol? FindMethod(INamedTypeSymbol type, IAssemblySymbol from)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            var method = current.GetMembers("InvokeAsync").OfType<IMethodSymbol>().FirstOrDefault(method => Fits(method, from));
            if (method is not null)
            {
                return method;
            }
        }

        return null;
    }

    private static bool Fits(IMethodSymbol method, IAssemblySymbol from) =>
        method is { IsStatic: false, IsGenericMethod: false, Parameters.Length: 2 }
        && from.CanUse(method)
        && method.Parameters[0].Type.IsNamed("Waybill", "MessageContext")
        && method.Parameters[1].Type.IsNamed("Waybill", "Next")
        && ReturnParser.ParseAwaitable(method.ReturnType) is { Result: null, Awaitable: not Awaitable.None };
}
