using Microsoft.CodeAnalysis;

namespace Waybill.Generators;

/// <summary>Tells the nodes of one symbol apart.</summary>
internal static class TargetNodes
{
    /// <summary>
    /// Whether the node holds the symbol's first attribute of the kind. Parts of a type that repeat the attribute are nodes of one symbol (and an error
    /// that the compiler reports): a file is generated for one of them only.
    /// </summary>
    public static bool IsFirstPart(this GeneratorAttributeSyntaxContext target) =>
        target.TargetSymbol.DeclaringSyntaxReferences.Length == 1
        || (
            FirstOfSymbol(target)?.ApplicationSyntaxReference is { } attribute
            && attribute.SyntaxTree == target.TargetNode.SyntaxTree
            && target.TargetNode.Span.Contains(attribute.Span)
        );

    /// <summary>Asked of the symbol: Roslyn versions differ in whether a node's attributes include those of other parts.</summary>
    private static AttributeData? FirstOfSymbol(GeneratorAttributeSyntaxContext target) =>
        target
            .TargetSymbol.GetAttributes()
            .FirstOrDefault(attribute =>
                SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, target.Attributes[0].AttributeClass)
            );
}
