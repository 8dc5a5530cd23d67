using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Waybill.Analyzers.Contracts;
using Waybill.Schemas;

namespace Waybill.CodeFixes;

/// <summary>The base of fixes that write the project's lock file. There is no Fix All: one fix writes all that may be written.</summary>
public abstract class LockCodeFix(string id) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(id);

    /// <inheritdoc/>
    public sealed override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var project = context.Document.Project;
        if (await ReadAsync(project, context.CancellationToken).ConfigureAwait(false) is null)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    Title(diagnostic),
                    cancellationToken => WriteAsync(project, name => Accepts(diagnostic, name), cancellationToken),
                    equivalenceKey: GetType().Name
                ),
                diagnostic
            );
        }
    }

    /// <summary>What the fix is called.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    protected abstract string Title(Diagnostic diagnostic);

    /// <summary>Whether a change of a message or enum that breaks readers is written too.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="name">The name of the message or enum.</param>
    protected abstract bool Accepts(Diagnostic diagnostic, string name);

    private static async Task<Solution> WriteAsync(Project project, Func<string, bool> accepts, CancellationToken cancellationToken)
    {
        if (await ReadAsync(project, cancellationToken).ConfigureAwait(false) is not { } read)
        {
            return project.Solution;
        }

        var next = SchemaUpdate.Next(read.Locked, read.Source, accepts);
        return project.Solution.WithAdditionalDocumentText(read.File, SourceText.From(LockFile.Write(next), read.Encoding));
    }

    /// <summary>
    /// What the file has and the source says. Null where nothing may be written: a file with lines that cannot be read would lose what stands in them, and one that is written
    /// while a message is broken what that message has.
    /// </summary>
    private static async Task<(DocumentId File, Encoding? Encoding, SchemaSet Locked, SchemaSet Source)?> ReadAsync(
        Project project,
        CancellationToken cancellationToken
    )
    {
        if (
            project.AdditionalDocuments.FirstOrDefault(document => LockFile.IsLock(document.FilePath ?? document.Name)) is not { } file
            || await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
        )
        {
            return null;
        }

        var text = await file.GetTextAsync(cancellationToken).ConfigureAwait(false);
        if (LockFile.Parse(text.ToString()) is not { Problems.Count: 0, Schema: var locked })
        {
            return null;
        }

        return SourceSchema.Of(compilation, locked, cancellationToken) is { } source ? (file.Id, text.Encoding, locked, source) : null;
    }
}
