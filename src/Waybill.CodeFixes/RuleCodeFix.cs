using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Waybill.CodeFixes;

/// <summary>The base of every code fix: one rule, Fix All in every scope.</summary>
public abstract class RuleCodeFix(string id) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(id);

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root is not null && Fix(root, diagnostic, context.Document) is { } fix)
            {
                context.RegisterCodeFix(fix, diagnostic);
            }
        }
    }

    /// <summary>The fix of one diagnostic; null where a person has to decide.</summary>
    /// <param name="root">The document's tree.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="document">The document.</param>
    protected abstract CodeAction? Fix(SyntaxNode root, Diagnostic diagnostic, Document document);

    /// <summary>An action that replaces one node. One equivalence key for all of a rule, so that Fix All takes them together.</summary>
    private protected CodeAction Replace(string title, Document document, SyntaxNode root, SyntaxNode old, SyntaxNode @new) =>
        Create(title, document, root.ReplaceNode(old, @new));

    /// <summary>An action that replaces one member of a type by others.</summary>
    private protected CodeAction ReplaceMember(
        string title,
        Document document,
        SyntaxNode root,
        SyntaxNode old,
        params SyntaxNode[] @new
    ) => Create(title, document, root.ReplaceNode(old, @new));

    private CodeAction Create(string title, Document document, SyntaxNode root) =>
        CodeAction.Create(title, _ => Task.FromResult(document.WithSyntaxRoot(root)), equivalenceKey: id);
}
