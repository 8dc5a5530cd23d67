using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Waybill.Roslyn.Parsing;

/// <summary>
/// Finds members that hold something, which no reader could set again, so that it would be lost in silence. A property that is computed, or that every object
/// begins with alike, loses nothing.
/// </summary>
internal static class UnsetMembers
{
    /// <summary>The first member that would lose what it holds; null when there is none.</summary>
    /// <param name="candidates">The type's members.</param>
    /// <param name="carried">Those that a reader sets.</param>
    /// <param name="from">The assembly that code is generated in.</param>
    public static ISymbol? Find(IReadOnlyList<ISymbol> candidates, IReadOnlyCollection<MessageMember> carried, IAssemblySymbol from)
    {
        if (carried.Count == candidates.Count)
        {
            return null;
        }

        var names = new HashSet<string>(carried.Select(member => member.Symbol.Name), StringComparer.Ordinal);
        return candidates.FirstOrDefault(symbol => !names.Contains(symbol.Name) && !MemberParser.IsIgnored(symbol) && Loses(symbol, from));
    }

    /// <summary>Of another assembly's type a build sees neither what a property is computed of nor what it begins with, though an IDE may have its source: both have to see the same.</summary>
    private static bool Loses(ISymbol symbol, IAssemblySymbol from) =>
        SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, from)
            ? IsStored(symbol)
                && (
                    IsMutableCollection(MemberParser.TypeOf(symbol))
                    || (CanBeField(symbol) && DefaultValues.Initializer(symbol) is { } value && DiffersByObject(value, IsInstance(symbol)))
                )
            : IsMutableCollection(MemberParser.TypeOf(symbol));

    /// <summary>A field, or a property with one of its own.</summary>
    private static bool IsStored(ISymbol symbol) =>
        symbol is IFieldSymbol
        || symbol
            .ContainingType.GetMembers()
            .OfType<IFieldSymbol>()
            .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, symbol));

    private static bool IsMutableCollection(ITypeSymbol type) =>
        type is INamedTypeSymbol named
        && !(type.ContainingNamespace?.Name is "Immutable" or "Frozen")
        && type.AllInterfaces.Add(named).Any(contract => contract.IsNamed("System.Collections.Generic", "ICollection`1"));

    private static bool CanBeField(ISymbol symbol)
    {
        var type = MemberParser.TypeOf(symbol);
        return ValueParser.Parse(type, symbol.ContainingAssembly) is not null || type is IArrayTypeSymbol;
    }

    /// <summary>Whether the member's value is an object that nothing changes: to make one of constants is as good as a constant.</summary>
    private static bool IsInstance(ISymbol symbol) =>
        ValueParser.Parse(MemberParser.TypeOf(symbol), symbol.ContainingAssembly) is { Kind: ValueKind.Instance };

    /// <summary>Whether the expression makes something or asks the clock: constants and shared values are the same in every object.</summary>
    private static bool DiffersByObject(ExpressionSyntax value, bool isInstance) =>
        value
            .DescendantNodesAndSelf()
            .Any(node =>
                node switch
                {
                    InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } => false,
                    BaseObjectCreationExpressionSyntax when isInstance && node == value => false,
                    InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax => true,
                    ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax => true,
                    MemberAccessExpressionSyntax { Name.Identifier.Text: "Now" or "UtcNow" or "Today" } => true,
                    _ => false,
                }
            );
}
