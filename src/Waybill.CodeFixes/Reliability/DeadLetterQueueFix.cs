using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Waybill.Analyzers.Reliability;

namespace Waybill.CodeFixes.Reliability;

/// <summary>WB2004: declares the named dead-letter queue: a constant that names it gets <c>[Queue]</c>; where there is none, one is added.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DeadLetterQueueFix() : RuleCodeFix(DeadLetterQueueRule.Id)
{
    /// <inheritdoc/>
    protected override CodeAction? Fix(SyntaxNode root, Diagnostic diagnostic, Document document)
    {
        if (
            !diagnostic.Properties.TryGetValue(DeadLetterQueueRule.DeadQueue, out var dead)
            || QueueConstant.At(root, diagnostic.Location) is not { } field
            || QueueConstant.Attribute(field, "Queue") is not { } attribute
        )
        {
            return null;
        }

        var title = $"Declare '{dead}'";
        if (diagnostic.Properties.TryGetValue(DeadLetterQueueRule.Constant, out var constant))
        {
            return Constant(field, constant!) is { } existing
                ? Replace(title, document, root, existing, QueueConstant.AddAttribute(existing, "Queue"))
                : null;
        }

        // A constant of another class is declared where it is.
        if (QueueConstant.Argument(attribute, "DeadLetter")?.Expression is not LiteralExpressionSyntax)
        {
            return null;
        }

        var name = QueueConstant.FreeName(field, QueueConstant.Name(field) + "Dead");
        var mended = field.ReplaceNode(attribute, QueueConstant.With(attribute, "DeadLetter", SyntaxFactory.IdentifierName(name)));
        return ReplaceMember(title, document, root, field, mended, QueueConstant.NewAfter(field, name, dead!));
    }

    private static FieldDeclarationSyntax? Constant(FieldDeclarationSyntax field, string name) =>
        (field.Parent as TypeDeclarationSyntax)
            ?.Members.OfType<FieldDeclarationSyntax>()
            .FirstOrDefault(member => member.Declaration.Variables.Count == 1 && QueueConstant.Name(member) == name);
}
