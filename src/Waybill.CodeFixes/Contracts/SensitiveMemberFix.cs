using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Waybill.Analyzers.Contracts;

namespace Waybill.CodeFixes.Contracts;

/// <summary>WB1010: makes the case of a union partial, so that its <c>ToString</c> can be generated. What else shows a value, a person has to rewrite.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SensitiveMemberFix() : RuleCodeFix(SensitiveMemberRule.Id)
{
    /// <inheritdoc/>
    protected override CodeAction? Fix(SyntaxNode root, Diagnostic diagnostic, Document document) =>
        diagnostic.Properties.ContainsKey(SensitiveMemberRule.MakePartial)
        && root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            ? Replace($"Make '{declaration.Identifier.Text}' partial", document, root, declaration, TypeModifiers.MakePartial(declaration))
            : null;
}
