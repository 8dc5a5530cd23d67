using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Waybill.Analyzers.Reliability;

namespace Waybill.CodeFixes.Reliability;

/// <summary>WB2001: puts an inbox in front of the handler.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NonIdempotentHandlerFix() : RuleCodeFix(NonIdempotentHandlerRule.Id)
{
    /// <inheritdoc/>
    protected override CodeAction? Fix(SyntaxNode root, Diagnostic diagnostic, Document document)
    {
        if (
            root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || method.ParameterList.Parameters.FirstOrDefault()?.Type is not { } type
        )
        {
            return null;
        }

        var message = type is NullableTypeSyntax nullable ? nullable.ElementType : type;
        var arguments = diagnostic.Properties.TryGetValue(NonIdempotentHandlerRule.Key, out var key)
            ? $"(Key = nameof({message.WithoutTrivia()}.{key}))"
            : null;
        return Replace(
            $"Add [Idempotent{arguments}]",
            document,
            root,
            method,
            AttributeLine.Add(root, method, AttributeLine.Waybill("Idempotent", arguments))
        );
    }
}
