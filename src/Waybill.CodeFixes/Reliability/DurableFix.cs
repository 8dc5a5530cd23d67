using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Waybill.Analyzers.Reliability;

namespace Waybill.CodeFixes.Reliability;

/// <summary>WB2007: makes the queue or exchange durable.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DurableFix() : RuleCodeFix(PersistenceRule.Id)
{
    /// <inheritdoc/>
    protected override CodeAction? Fix(SyntaxNode root, Diagnostic diagnostic, Document document)
    {
        if (
            QueueConstant.At(root, diagnostic.Location) is not { } field
            || (QueueConstant.Attribute(field, "Queue") ?? QueueConstant.Attribute(field, "Exchange")) is not { } attribute
            || QueueConstant.Argument(attribute, "Durable") is not { } argument
        )
        {
            return null;
        }

        return Replace(
            $"Make '{QueueConstant.Name(field)}' durable",
            document,
            root,
            attribute,
            QueueConstant.Without(attribute, argument)
        );
    }
}
