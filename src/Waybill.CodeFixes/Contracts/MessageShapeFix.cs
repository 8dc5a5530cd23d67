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
            mended = modifier == "sealed" ? TypeModifiers.Seal(mended) : TypeModifiers.MakePartial(mended);
        }

        return Replace($"Make '{declaration.Identifier.Text}' {missing}", document, root, declaration, mended);
    }
}
