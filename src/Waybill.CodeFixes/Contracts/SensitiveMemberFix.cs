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
        if (diagnostic.Properties.ContainsKey(SensitiveMemberRule.PutMark))
        {
            var place = diagnostic.AdditionalLocations.FirstOrDefault() ?? diagnostic.Location;
            return place.SourceTree == root.SyntaxTree && Markable(root.FindNode(place.SourceSpan)) is { } member
                ? Replace(
                    "Put [Sensitive] on it",
                    document,
                    root,
                    member,
                    AttributeLine.AddBefore(member, AttributeLine.Waybill("Sensitive"))
                )
                : null;
        }

        var node = root.FindNode(diagnostic.Location.SourceSpan);
        return
            diagnostic.Properties.ContainsKey(SensitiveMemberRule.MakePartial)
            && node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            ? Replace($"Make '{declaration.Identifier.Text}' partial", document, root, declaration, TypeModifiers.MakePartial(declaration))
            : null;
    }

    /// <summary>The member that is declared at a node. A type stands for one that is another assembly's; of two fields in one declaration both would be marked.</summary>
    private static SyntaxNode? Markable(SyntaxNode node) =>
        node switch
        {
            ParameterSyntax or PropertyDeclarationSyntax => node,
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax field } } =>
                field,
            _ => null,
        };
}
