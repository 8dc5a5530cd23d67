using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Waybill.Analyzers.Contracts;
using Waybill.Schemas;

namespace Waybill.CodeFixes.Contracts;

/// <summary>WB1005: reserves the numbers and names of all fields of the message that were removed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BreakingChangeReserveFix() : RuleCodeFix(BreakingChangeRule.Id)
{
    /// <inheritdoc/>
    protected override CodeAction? Fix(SyntaxNode root, Diagnostic diagnostic, Document document)
    {
        if (
            !LockedChange.Is(diagnostic, ChangeKind.FieldRemoved)
            || LockedChange.Number(diagnostic) == "0"
            || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
        )
        {
            return null;
        }

        var removed = LockedChange.Removed(diagnostic).ToList();
        if (removed.Count == 0)
        {
            return null;
        }

        var names = string.Join(", ", removed.Select(field => field.Name));
        return Replace(
            $"Reserve the numbers and names of {names}",
            document,
            root,
            type,
            AttributeLine.Add(root, type, [.. removed.Select(Reserved)])
        );
    }

    private static AttributeSyntax Reserved((string Number, string Name) field) =>
        AttributeLine.Waybill("Reserved", $"({field.Number}, {SymbolDisplay.FormatLiteral(field.Name, quote: true)})");
}
