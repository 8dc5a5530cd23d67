using Microsoft.CodeAnalysis;

namespace Waybill.Analyzers;

/// <summary>Finds the types of a compilation.</summary>
internal static class SourceTypes
{
    /// <summary>The types in a namespace or type, nested ones too.</summary>
    public static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamedTypeSymbol type)
            {
                yield return type;
            }

            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (var nested in In(inner))
                {
                    yield return nested;
                }
            }
        }
    }
}
