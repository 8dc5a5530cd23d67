using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>A member that a message carries, while it is being parsed.</summary>
/// <param name="Symbol">The property or field.</param>
/// <param name="Type">Its type.</param>
/// <param name="Parameter">The constructor's parameter that sets it; null when none does.</param>
/// <param name="IsSettable">Whether an object initializer inside the message's type can set it.</param>
/// <param name="IsRequired">Whether C# demands that an initializer sets it.</param>
internal sealed record MessageMember(ISymbol Symbol, ITypeSymbol Type, IParameterSymbol? Parameter, bool IsSettable, bool IsRequired);

/// <summary>Finds a message's constructor and the members that it carries, in declaration order.</summary>
internal static class MemberParser
{
    /// <summary>The constructor that takes the most, all of its parameters members by name and type; null when there is none.</summary>
    public static IMethodSymbol? FindConstructor(INamedTypeSymbol type)
    {
        var candidates = Candidates(type);
        return type
            .InstanceConstructors.Where(constructor => constructor.Parameters.All(p => p.RefKind == RefKind.None))
            .Where(constructor => !IsCopyConstructor(constructor, type))
            .Where(constructor => constructor.Parameters.All(p => p.IsOptional || MemberFor(p, candidates) is not null))
            .OrderByDescending(constructor => constructor.Parameters.Length)
            .FirstOrDefault();
    }

    /// <summary>What the message carries: public members that the constructor or an initializer can set again.</summary>
    public static IEnumerable<MessageMember> Parse(INamedTypeSymbol type, IMethodSymbol? constructor)
    {
        var candidates = Candidates(type);
        foreach (var symbol in candidates)
        {
            var parameter = constructor?.Parameters.FirstOrDefault(p =>
                SymbolEqualityComparer.Default.Equals(MemberFor(p, candidates), symbol)
            );
            var isSettable = symbol switch
            {
                IPropertySymbol { SetMethod: { } setter } => CanReach(setter, type),
                IFieldSymbol field => !field.IsReadOnly,
                _ => false,
            };
            if (parameter is not null || isSettable)
            {
                var isRequired = symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };
                yield return new MessageMember(symbol, TypeOf(symbol), parameter, isSettable, isRequired);
            }
        }
    }

    /// <summary>Every public instance property that can be read, and field: base types' first, then in declaration order.</summary>
    public static IReadOnlyList<ISymbol> Candidates(INamedTypeSymbol type)
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

        var seen = new HashSet<string>(StringComparer.Ordinal);
        return hierarchy.SelectMany(Declared).Where(symbol => seen.Add(symbol.Name)).ToList();
    }

    public static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    private static IEnumerable<ISymbol> Declared(INamedTypeSymbol type)
    {
        var members = type.GetMembers()
            .Where(symbol => symbol is { IsStatic: false, IsImplicitlyDeclared: false, DeclaredAccessibility: Accessibility.Public })
            .Where(symbol =>
                symbol is IPropertySymbol { IsIndexer: false, GetMethod: not null } or IFieldSymbol { AssociatedSymbol: null }
            );

        // A type of several parts counts them in the order of compilation; a positional record's parameters come before its body.
        var files = type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree).Distinct().ToList();
        return members.OrderBy(symbol =>
            symbol.Locations.FirstOrDefault() is { SourceTree: { } tree } location
                ? ((long)files.IndexOf(tree) << 32) | (uint)location.SourceSpan.Start
                : 0
        );
    }

    /// <summary>The member that a parameter sets: the one of its very name, else the first whose name differs by case only.</summary>
    private static ISymbol? MemberFor(IParameterSymbol parameter, IReadOnlyList<ISymbol> candidates)
    {
        var alike = candidates
            .Where(member => string.Equals(parameter.Name, member.Name, StringComparison.OrdinalIgnoreCase))
            .Where(member => SymbolEqualityComparer.Default.Equals(parameter.Type, TypeOf(member)))
            .ToList();
        return alike.FirstOrDefault(member => member.Name == parameter.Name) ?? alike.FirstOrDefault();
    }

    private static bool IsCopyConstructor(IMethodSymbol constructor, INamedTypeSymbol type) =>
        constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type);

    private static bool CanReach(IMethodSymbol setter, INamedTypeSymbol from) =>
        setter.DeclaredAccessibility switch
        {
            Accessibility.Public => true,
            _ when SymbolEqualityComparer.Default.Equals(setter.ContainingType, from) => true,
            Accessibility.Protected or Accessibility.ProtectedOrInternal => true,
            Accessibility.Internal => SymbolEqualityComparer.Default.Equals(setter.ContainingAssembly, from.ContainingAssembly),
            _ => false,
        };
}
