using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Waybill.Roslyn;

/// <summary>Names of symbols as generated code and the wire need them.</summary>
internal static class SymbolNames
{
    /// <summary><c>global::Shop.Outer.@class&lt;int&gt;</c>: how generated code names a type, whatever the usings. No nullable annotation.</summary>
    public static string Global(ITypeSymbol type) =>
        type
            is INamedTypeSymbol
            {
                IsGenericType: false,
                IsFileLocal: false,
                SpecialType: SpecialType.None,
                ContainingType: null,
                TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface or TypeKind.Enum
            } named
        && IsPlain(named.Name)
        && IsPlain(named.ContainingNamespace)
            ? $"global::{Full(named)}"
            : type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>As <see cref="Global"/>, with the nullability of type arguments: for a type argument, and not for <c>typeof</c>.</summary>
    public static string Annotated(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(s_annotated);

    /// <summary><c>Shop.Outer.OrderCreated</c>: the full name by dots, without escapes; generic arity as in metadata.</summary>
    public static string Full(INamedTypeSymbol type)
    {
        var outer = type.ContainingType is { } container ? Full(container) : Dotted(type.ContainingNamespace);
        return outer.Length == 0 ? type.MetadataName : $"{outer}.{type.MetadataName}";
    }

    /// <summary>The namespace as C# writes it; empty for the global one.</summary>
    public static string Namespace(INamespaceSymbol space) => IsPlain(space) ? Dotted(space) : space.ToDisplayString();

    /// <summary>The identifier as C# must write it: with <c>@</c> where it is a keyword.</summary>
    public static string Escape(string identifier) => IsPlain(identifier) ? identifier : "@" + identifier;

    /// <summary>The value as a C# string literal, quotes included.</summary>
    public static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>Whether a type has this name and namespace, whatever its generic arguments.</summary>
    public static bool IsNamed(this ITypeSymbol type, string @namespace, string name) =>
        type.MetadataName == name && type.ContainingType is null && IsNamed(type.ContainingNamespace, @namespace);

    // Asked of every type again after every edit: compared from the innermost name outwards, without a text to be made first.
    private static bool IsNamed(INamespaceSymbol? space, string name)
    {
        var end = name.Length;
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            var start = end - space.Name.Length;
            if (
                start < 0
                || string.CompareOrdinal(name, start, space.Name, 0, space.Name.Length) != 0
                || (start > 0 && name[start - 1] != '.')
            )
            {
                return false;
            }

            end = start - 1;
        }

        return end < 0;
    }

    private static string Dotted(INamespaceSymbol space) =>
        space.IsGlobalNamespace ? ""
        : space.ContainingNamespace.IsGlobalNamespace ? space.Name
        : $"{Dotted(space.ContainingNamespace)}.{space.Name}";

    /// <summary>Whether no name of it needs an escape. Where one does, Roslyn's display says how.</summary>
    private static bool IsPlain(INamespaceSymbol space) =>
        space.IsGlobalNamespace || (IsPlain(space.Name) && IsPlain(space.ContainingNamespace));

    private static bool IsPlain(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(identifier) == SyntaxKind.None;

    private static readonly SymbolDisplayFormat s_annotated = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
    );
}
