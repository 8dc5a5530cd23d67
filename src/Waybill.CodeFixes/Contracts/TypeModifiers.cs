using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Waybill.CodeFixes.Contracts;

/// <summary>Adds modifiers to types.</summary>
internal static class TypeModifiers
{
    /// <summary>After the accessibility, before <c>partial</c>, which has to be last.</summary>
    public static TypeDeclarationSyntax Seal(TypeDeclarationSyntax type)
    {
        var at = type.Modifiers.IndexOf(SyntaxKind.PartialKeyword);
        return Insert(type, at < 0 ? type.Modifiers.Count : at, SyntaxKind.SealedKeyword);
    }

    /// <summary>As the last one, which it has to be.</summary>
    public static TypeDeclarationSyntax MakePartial(TypeDeclarationSyntax type) =>
        Insert(type, type.Modifiers.Count, SyntaxKind.PartialKeyword);

    private static TypeDeclarationSyntax Insert(TypeDeclarationSyntax type, int index, SyntaxKind modifier)
    {
        var token = SyntaxFactory.Token(modifier).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count > 0)
        {
            return (TypeDeclarationSyntax)type.WithModifiers(type.Modifiers.Insert(index, token));
        }

        // The comment before the type stays before its first token.
        var leading = type.Keyword.LeadingTrivia;
        return (TypeDeclarationSyntax)
            type.WithKeyword(type.Keyword.WithLeadingTrivia()).WithModifiers(SyntaxFactory.TokenList(token.WithLeadingTrivia(leading)));
    }
}
