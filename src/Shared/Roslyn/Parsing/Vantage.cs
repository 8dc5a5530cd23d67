using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Where the code for a message stands: it decides what of the type it can use.</summary>
internal sealed class Vantage
{
    private readonly INamedTypeSymbol? _inside;

    private Vantage(IAssemblySymbol assembly, INamedTypeSymbol? inside) => (Assembly, _inside) = (assembly, inside);

    /// <summary>The assembly of the code.</summary>
    public IAssemblySymbol Assembly { get; }

    /// <summary>In a part of the type itself.</summary>
    public static Vantage Inside(INamedTypeSymbol type) => new(type.ContainingAssembly, type);

    /// <summary>Somewhere else in an assembly.</summary>
    public static Vantage Outside(IAssemblySymbol assembly) => new(assembly, null);

    /// <summary>Whether the code can use a member of the type or of a base type.</summary>
    public bool CanReach(ISymbol member) =>
        Assembly.CanUse(member)
        || (
            _inside is not null
            && (
                SymbolEqualityComparer.Default.Equals(member.ContainingType, _inside)
                || member.DeclaredAccessibility is Accessibility.Protected or Accessibility.ProtectedOrInternal
                || (
                    member.DeclaredAccessibility == Accessibility.ProtectedAndInternal
                    && Assembly.SeesInternalsOf(member.ContainingAssembly)
                )
            )
        );
}
