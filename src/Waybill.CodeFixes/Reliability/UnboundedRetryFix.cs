using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Waybill.Analyzers.Reliability;
using Waybill.Manifests;

namespace Waybill.CodeFixes.Reliability;

/// <summary>WB2005: gives <c>[Retry]</c> the default number of attempts. A loop is for a person to mend.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UnboundedRetryFix() : RuleCodeFix(UnboundedRetryRule.Id)
{
    /// <inheritdoc/>
    protected override CodeAction? Fix(SyntaxNode root, Diagnostic diagnostic, Document document)
    {
        // A loop's keyword is in no attribute.
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeArgumentSyntax>()?.Expression is not { } attempts)
        {
            return null;
        }

        var bounded = new RetryEntry().Attempts;
        var literal = SyntaxFactory
            .LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(bounded))
            .WithTriviaFrom(attempts);
        return Replace($"Bound the attempts to {bounded}", document, root, attempts, literal);
    }
}
