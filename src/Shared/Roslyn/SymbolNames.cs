using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Waybill.Roslyn;

/// <summary>Names of symbols as generated code and the wire need them.</summary>
internal static class SymbolNames
{
    /// <summary><c>global::Shop.Outer.@class&lt;int&gt;</c>: how generated code names a type, whatever the usings. No nullable annotation.</summary>
    public static string Global(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>As <see cref="Global"/>, with the nullability of type arguments: for a type argument, and not for <c>typeof</c>.</summary>
    public static string Annotated(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(s_annotated);

    /// <summary><c>Shop.Outer.OrderCreated</c>: the full name by dots, without escapes; generic arity as in metadata.</summary>
    public static string Full(INamedTypeSymbol type)
    {
        var name = new StringBuilder(type.MetadataName);
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name.Insert(0, '.').Insert(0, outer.MetadataName);
        }

        if (!type.ContainingNamespace.IsGlobalNamespace)
        {
            name.Insert(0, '.').Insert(0, type.ContainingNamespace.ToDisplayString(s_plain));
        }

        return name.ToString();
    }

    /// <summary>The identifier as C# must write it: with <c>@</c> where it is a keyword.</summary>
    public static string Escape(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(identifier) != SyntaxKind.None
            ? "@" + identifier
            : identifier;

    /// <summary>The value as a C# string literal, quotes included.</summary>
    public static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>Whether a type has this name and namespace, whatever its generic arguments.</summary>
    public static bool IsNamed(this ITypeSymbol type, string @namespace, string name) =>
        type.MetadataName == name && type.ContainingType is null && type.ContainingNamespace?.ToDisplayString(s_plain) == @namespace;

    private static readonly SymbolDisplayFormat s_annotated = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
    );

    private static readonly SymbolDisplayFormat s_plain = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces
    );
}
