using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Waybill.Analyzers.Contracts;
using Waybill.Schemas;

namespace Waybill.CodeFixes.Contracts;

/// <summary>WB1005: reserves the number and name of a field that was removed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BreakingChangeReserveFix() : RuleCodeFix(BreakingChangeRule.Id)
{
    /// <inheritdoc/>
    protected override CodeAction? Fix(SyntaxNode root, Diagnostic diagnostic, Document document)
    {
        if (
            !LockedChange.Is(diagnostic, ChangeKind.FieldRemoved)
            || LockedChange.Part(diagnostic) is not { } name
            || !int.TryParse(LockedChange.Number(diagnostic), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
        )
        {
            return null;
        }

        var arguments = SyntaxFactory.ParseAttributeArgumentList($"({number}, {SymbolDisplay.FormatLiteral(name, quote: true)})")!;
        var attribute = SyntaxFactory.Attribute(SyntaxFactory.IdentifierName("Reserved"), arguments);
        return Replace($"Reserve the number {number} and the name {name}", document, root, type, AttributeLine.Add(root, type, attribute));
    }
}
