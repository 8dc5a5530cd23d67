using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Finds the cases of a closed hierarchy.</summary>
internal static class UnionParser
{
    /// <summary>Whether the type is the root of one: what makes it a message as well is <c>[Message]</c>.</summary>
    public static bool IsRoot(ITypeSymbol type) =>
        type is { IsAbstract: true, TypeKind: TypeKind.Class } && type.Find(Attribute) is not null;

    /// <summary>The root that a type is a case of; null for none.</summary>
    public static INamedTypeSymbol? RootOf(ITypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (IsRoot(current) && MessageTypes.IsMessage(current))
            {
                return Cases(current).Contains(type, SymbolEqualityComparer.Default) ? current : null;
            }
        }

        return null;
    }

    /// <summary>The cases that code can be generated for, in the order in which they are declared or listed.</summary>
    public static IReadOnlyList<INamedTypeSymbol> Cases(INamedTypeSymbol root) =>
        [
            .. Candidates(root)
                .Where(candidate => Problem(candidate, root) is null)
                .GroupBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Select(group => group.First()),
        ];

    /// <summary>What is meant as a case: the types that the attribute lists; else those nested in the root that derive from it, but for abstract ones between.</summary>
    public static IEnumerable<INamedTypeSymbol> Candidates(INamedTypeSymbol root) =>
        Listed(root) is { Count: > 0 } listed
            ? listed
            : MemberParser.InOrder(root, root.GetTypeMembers().Where(nested => DerivesFrom(nested, root) && !nested.IsAbstract));

    /// <summary>Whether the attribute lists the cases.</summary>
    public static bool IsListed(INamedTypeSymbol root) => Listed(root).Count > 0;

    /// <summary>Why a type cannot be a case, as the end of a sentence that begins with the root; null when it can.</summary>
    public static string? Problem(INamedTypeSymbol candidate, INamedTypeSymbol root) =>
        candidate.TypeKind == TypeKind.Error ? ""
        : !DerivesFrom(candidate, root) ? $"lists '{candidate.Name}', which does not derive from it. Derive it, or leave it out"
        : !candidate.IsSealed
            ? $"has the case '{candidate.Name}', which is not sealed: what derives from it would be written as it. Make '{candidate.Name}' sealed"
        : candidate.IsGenericType ? $"has the case '{candidate.Name}', which is generic. Declare a case for each type"
        : candidate.Find("MessageAttribute") is not null
            ? $"has the case '{candidate.Name}', which has [Message] too: it would be two things on the wire. Take [Message] off '{candidate.Name}'"
        : !CanReach(candidate, root) ? $"has the case '{candidate.Name}', which generated code cannot reach. Make it internal or public"
        : null;

    /// <summary>The case's place in the model of its root's: a struct in the root's generated part reads and writes it.</summary>
    public static string Shape(INamedTypeSymbol @case, INamedTypeSymbol root) => $"{SymbolNames.Global(root)}.__{@case.Name}Shape";

    private const string Attribute = "UnionAttribute";

    private static List<INamedTypeSymbol> Listed(INamedTypeSymbol root) =>
        root.Find(Attribute) is { ConstructorArguments: [{ Kind: TypedConstantKind.Array, IsNull: false } types] }
            ? [.. types.Values.Select(type => type.Value).OfType<INamedTypeSymbol>()]
            : [];

    /// <summary>The code stands in the root, which sees what is nested in it, whatever its accessibility.</summary>
    private static bool CanReach(INamedTypeSymbol candidate, INamedTypeSymbol root) =>
        SymbolEqualityComparer.Default.Equals(candidate.ContainingType, root)
            ? !candidate.IsFileLocal
            : root.ContainingAssembly.CanReach(candidate);

    private static bool DerivesFrom(INamedTypeSymbol type, INamedTypeSymbol root)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, root))
            {
                return true;
            }
        }

        return false;
    }
}
