using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>A member that a message carries, while it is being parsed.</summary>
/// <param name="Symbol">The property or field.</param>
/// <param name="Type">Its type.</param>
/// <param name="Parameter">The constructor's parameter that sets it; null when none does.</param>
/// <param name="IsSettable">Whether an object initializer inside the message's type can set it.</param>
/// <param name="IsRequired">Whether C# demands that an initializer sets it.</param>
/// <param name="From">The assembly that code for it is generated in.</param>
internal sealed record MessageMember(
    ISymbol Symbol,
    ITypeSymbol Type,
    IParameterSymbol? Parameter,
    bool IsSettable,
    bool IsRequired,
    IAssemblySymbol From
);

/// <summary>Finds the members that a message carries, in declaration order.</summary>
internal static class MemberParser
{
    /// <summary>What the message carries, read with the constructor that fits it best.</summary>
    public static IEnumerable<MessageMember> Parse(INamedTypeSymbol type) => Parse(type, Vantage.Inside(type));

    /// <inheritdoc cref="Parse(INamedTypeSymbol)" />
    public static IEnumerable<MessageMember> Parse(INamedTypeSymbol type, Vantage vantage)
    {
        var candidates = Candidates(type, vantage);
        return Parse(candidates, MessageConstructor.Find(type, candidates, vantage), vantage);
    }

    /// <summary>What the message carries: those of the candidates that the constructor or an initializer can set again.</summary>
    public static IEnumerable<MessageMember> Parse(IReadOnlyList<ISymbol> candidates, MessageConstructor? constructor, Vantage vantage)
    {
        foreach (var symbol in candidates.Where(symbol => !IsIgnored(symbol)))
        {
            var parameter = constructor?.ParameterOf(symbol);
            var isSettable = symbol switch
            {
                IPropertySymbol property => Accessor(property, p => p.SetMethod) is { } setter && vantage.CanReach(setter),
                IFieldSymbol field => !field.IsReadOnly,
                _ => false,
            };
            if (parameter is not null || isSettable)
            {
                yield return new MessageMember(symbol, TypeOf(symbol), parameter, isSettable, IsRequired(symbol), vantage.Assembly);
            }
        }
    }

    /// <summary>
    /// Every public instance property that can be read, and field: base types' first, then in declaration order. A member that hides or overrides one of a
    /// base type takes its place, for that is what the name means inside the type.
    /// </summary>
    public static IReadOnlyList<ISymbol> Candidates(INamedTypeSymbol type) => Candidates(type, Vantage.Inside(type));

    /// <inheritdoc cref="Candidates(INamedTypeSymbol)" />
    public static IReadOnlyList<ISymbol> Candidates(INamedTypeSymbol type, Vantage vantage)
    {
        var candidates = new List<ISymbol>();
        foreach (var level in Hierarchy(type))
        {
            foreach (var symbol in Declared(level, vantage))
            {
                var place = Place(candidates, symbol.Name);
                if (place < 0)
                {
                    candidates.Add(symbol);
                }
                else
                {
                    candidates[place] = symbol;
                }
            }

            candidates.RemoveAll(symbol =>
                !SymbolEqualityComparer.Default.Equals(symbol.ContainingType, level) && level.GetMembers(symbol.Name).Any(vantage.CanReach)
            );
        }

        return candidates;
    }

    private static int Place(List<ISymbol> candidates, string name)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The public instance fields and properties that a type itself declares and that can be read, in C#'s order; what it overrides is its base type's.</summary>
    public static IEnumerable<ISymbol> Readable(INamedTypeSymbol type) =>
        DeclaredMembers
            .Values(type)
            .Where(static member =>
                member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }
                && member is IFieldSymbol or IPropertySymbol { IsIndexer: false, IsOverride: false, GetMethod: not null }
            );

    /// <summary>Whether the author left the member out of the message.</summary>
    public static bool IsIgnored(ISymbol member) => member.Find("IgnoreAttribute") is not null;

    /// <summary>The required members of the type and its bases, whatever their visibility.</summary>
    public static IEnumerable<ISymbol> Required(INamedTypeSymbol type) =>
        Hierarchy(type).SelectMany(DeclaredMembers.Values).Where(IsRequired);

    public static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    private static bool IsRequired(ISymbol symbol) => symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    /// <summary>The base types, the outermost first, and the type.</summary>
    private static IEnumerable<INamedTypeSymbol> Hierarchy(INamedTypeSymbol type)
    {
        var hierarchy = new Stack<INamedTypeSymbol>();
        for (
            var current = type;
            current is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) };
            current = current.BaseType
        )
        {
            hierarchy.Push(current);
        }

        return hierarchy;
    }

    private static IEnumerable<ISymbol> Declared(INamedTypeSymbol type, Vantage vantage) =>
        DeclaredMembers
            .Values(type)
            .Where(symbol =>
                symbol is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }
                && (
                    symbol is IFieldSymbol
                    || (
                        symbol is IPropertySymbol { IsIndexer: false } p
                        && Accessor(p, x => x.GetMethod) is { } getter
                        && vantage.CanReach(getter)
                    )
                )
            );

    /// <summary>Members of a type in the order in which they stand: its parts in that of compilation, and a positional record's parameters before its body.</summary>
    public static IEnumerable<T> InOrder<T>(INamedTypeSymbol type, IEnumerable<T> members)
        where T : ISymbol
    {
        var files = type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree).Distinct().ToList();
        return members.OrderBy(symbol =>
            symbol.Locations.FirstOrDefault() is { SourceTree: { } tree } location
                ? ((long)files.IndexOf(tree) << 32) | (uint)location.SourceSpan.Start
                : 0
        );
    }

    /// <summary>An accessor of the property; one that an override leaves out is the overridden one's.</summary>
    private static IMethodSymbol? Accessor(IPropertySymbol property, Func<IPropertySymbol, IMethodSymbol?> choose)
    {
        IPropertySymbol? current = property;
        while (current is not null && choose(current) is null)
        {
            current = current.OverriddenProperty;
        }

        return current is null ? null : choose(current);
    }
}
