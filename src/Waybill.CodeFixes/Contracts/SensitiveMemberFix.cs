using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Waybill.Analyzers.Contracts;

namespace Waybill.CodeFixes.Contracts;

/// <summary>
/// WB1010: makes the case of a union partial, so that its <c>ToString</c> can be generated, and puts a mark where one is missing. What else shows a value, a person has to rewrite.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SensitiveMemberFix() : RuleCodeFix(SensitiveMemberRule.Id)
{
    /// <inheritdoc/>
    protected override CodeAction? Fix(SyntaxNode root, Diagnostic diagnostic, Document document)
    {
        var node = root.FindNode(diagnostic.Location.SourceSpan);
        if (diagnostic.Properties.ContainsKey(SensitiveMemberRule.PutMark))
        {
            // A type stands for a member that is another assembly's.
            return node is ParameterSyntax or PropertyDeclarationSyntax
                ? Replace("Put [Sensitive] on it", document, root, node, AttributeLine.AddBefore(node, AttributeLine.Waybill("Sensitive")))
                : null;
        }

        return
            diagnostic.Properties.ContainsKey(SensitiveMemberRule.MakePartial)
            && node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            ? Replace($"Make '{declaration.Identifier.Text}' partial", document, root, declaration, TypeModifiers.MakePartial(declaration))
            : null;
    }
}
