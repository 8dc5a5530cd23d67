using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Waybill.Analyzers.Contracts;

namespace Waybill.CodeFixes.Contracts;

/// <summary>WB1001: adds the missing modifiers.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MessageShapeFix() : RuleCodeFix(MessageShapeRule.Id)
{
    /// <inheritdoc/>
    protected override CodeAction? Fix(SyntaxNode root, Diagnostic diagnostic, Document document)
    {
        if (
            !diagnostic.Properties.TryGetValue(MessageShapeRule.MissingModifiers, out var missing)
            || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
        )
        {
            return null;
        }

        var mended = declaration;
        foreach (var modifier in missing!.Split(' '))
        {
            mended = modifier == "sealed" ? Seal(mended) : MakePartial(mended);
        }

        return Replace($"Make '{declaration.Identifier.Text}' {missing}", document, root, declaration, mended);
    }

    /// <summary>After the accessibility, before <c>partial</c>, which has to be last.</summary>
    private static TypeDeclarationSyntax Seal(TypeDeclarationSyntax type)
    {
        var at = type.Modifiers.IndexOf(SyntaxKind.PartialKeyword);
        return Insert(type, at < 0 ? type.Modifiers.Count : at, SyntaxKind.SealedKeyword);
    }

    private static TypeDeclarationSyntax MakePartial(TypeDeclarationSyntax type) =>
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
