using Microsoft.CodeAnalysis;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Contracts;

/// <summary>Who writes the text of a record.</summary>
internal static class RecordText
{
    /// <summary>
    /// Whether <c>ToString</c> is what an author wrote, for every object of the type, and does not ask for the members that C# prints: what it shows is looked at where it does.
    /// </summary>
    public static bool IsAuthors(INamedTypeSymbol type)
    {
        for (var level = type; level is { IsRecord: true }; level = level.BaseType)
        {
            if (Written(level) is { } text)
            {
                var isOfAll = text.IsSealed || (SymbolEqualityComparer.Default.Equals(level, type) && (type.IsSealed || type.IsValueType));
                return isOfAll && !AsksForMembers(text);
            }
        }

        return false;
    }

    private static IMethodSymbol? Written(INamedTypeSymbol type) =>
        type.GetMembers(nameof(ToString))
            .OfType<IMethodSymbol>()
            .FirstOrDefault(static method => method is { Parameters.IsEmpty: true, IsImplicitlyDeclared: false, IsOverride: true });

    private static bool AsksForMembers(IMethodSymbol text) =>
        text.DeclaringSyntaxReferences.Any(static part =>
            part.GetSyntax().DescendantTokens().Any(static token => token.ValueText == RedactionParser.Method)
        );
}
