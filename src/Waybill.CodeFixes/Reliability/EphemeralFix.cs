using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Waybill.Analyzers.Reliability;

namespace Waybill.CodeFixes.Reliability;

/// <summary>WB2007: says that losing the messages is acceptable. The reason is for the author to write: until then the warning stays.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class EphemeralFix() : RuleCodeFix(PersistenceRule.Id)
{
    /// <inheritdoc/>
    protected override CodeAction? Fix(SyntaxNode root, Diagnostic diagnostic, Document document) =>
        QueueConstant.At(root, diagnostic.Location) is { } field && QueueConstant.Attribute(field, "Ephemeral") is null
            ? Replace(
                $"Add [Ephemeral] to '{QueueConstant.Name(field)}'",
                document,
                root,
                field,
                QueueConstant.AddAttribute(field, "Ephemeral(\"\")")
            )
            : null;
}
