using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn;

/// <summary>What generated code in an assembly can reach. Asked of the assembly, for what is internal in another one is out of reach where it is seen at all.</summary>
internal static class Reach
{
    /// <summary>Whether code outside of the member's type can use it; the type is another question.</summary>
    public static bool CanUse(this IAssemblySymbol from, ISymbol member) =>
        member.DeclaredAccessibility switch
        {
            Accessibility.Public => true,
            Accessibility.Internal or Accessibility.ProtectedOrInternal => from.SeesInternalsOf(member.ContainingAssembly),
            _ => false,
        };

    /// <summary>Whether code can name the type, wherever it stands in the assembly.</summary>
    public static bool CanReach(this IAssemblySymbol from, INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal || current.IsUnboundGenericType || !from.CanUse(current))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether code can name the type with all that it is made of.</summary>
    public static bool CanName(this IAssemblySymbol from, ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol array => from.CanName(array.ElementType),
            INamedTypeSymbol { TypeKind: not TypeKind.Error } named => from.CanReach(named) && named.TypeArguments.All(from.CanName),
            _ => type.TypeKind == TypeKind.Dynamic,
        };

    /// <summary>Whether the other assembly is this one, or lets it in.</summary>
    public static bool SeesInternalsOf(this IAssemblySymbol from, IAssemblySymbol other) =>
        SymbolEqualityComparer.Default.Equals(from, other) || other.GivesAccessTo(from);
}
