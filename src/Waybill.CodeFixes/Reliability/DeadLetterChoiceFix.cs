using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Waybill.Analyzers.Reliability;

namespace Waybill.CodeFixes.Reliability;

/// <summary>WB2003: declares the dead-letter queue that was implicit, under the name that it has had.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DeadLetterChoiceFix() : RuleCodeFix(DeadLetterChoiceRule.Id)
{
    /// <inheritdoc/>
    protected override CodeAction? Fix(SyntaxNode root, Diagnostic diagnostic, Document document)
    {
        if (
            !diagnostic.Properties.TryGetValue(DeadLetterChoiceRule.DeadQueue, out var dead)
            || QueueConstant.At(root, diagnostic.Location) is not { } field
            || QueueConstant.Attribute(field, "Queue") is not { } attribute
        )
        {
            return null;
        }

        var name = QueueConstant.FreeName(field, QueueConstant.Name(field) + "Dead");
        var mended = field.ReplaceNode(attribute, QueueConstant.With(attribute, "DeadLetter", SyntaxFactory.IdentifierName(name)));
        return ReplaceMember($"Declare '{dead}'", document, root, field, mended, QueueConstant.NewAfter(field, name, dead!));
    }
}
