using System.Collections.Immutable;
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
    public sealed override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    Title(diagnostic),
                    cancellationToken => WriteAsync(context.Document.Project, name => Accepts(diagnostic, name), cancellationToken),
                    equivalenceKey: GetType().Name
                ),
                diagnostic
            );
        }

        return Task.CompletedTask;
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
        if (
            project.AdditionalDocuments.FirstOrDefault(document => LockFile.IsLock(document.FilePath ?? document.Name)) is not { } file
            || await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
        )
        {
            return project.Solution;
        }

        var text = await file.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var read = LockFile.Parse(text.ToString());
        // Written anew, a file would lose what stands in lines that cannot be read.
        if (read.Problems.Count > 0)
        {
            return project.Solution;
        }

        var next = SchemaUpdate.Next(read.Schema, SourceSchema.Of(compilation, read.Schema, cancellationToken), accepts);
        return project.Solution.WithAdditionalDocumentText(file.Id, SourceText.From(LockFile.Write(next), text.Encoding));
    }
}
