using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Waybill.Schemas;

namespace Waybill.Analyzers.Contracts;

/// <summary>WB1005: a change after which readers of old and new messages misunderstand each other. Also reports lines of the lock file that cannot be read.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BreakingChangeRule() : LockRule(s_descriptor)
{
    internal const string Id = "WB1005";

    private const string Accept = "Or accept it: waybill schema accept.";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        Id,
        "A message must not break those who read it",
        "{0}",
        RuleCategory.Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Messages outlive the code that wrote them: in queues, in dead-letter queues, and while two versions of a service run side by side. waybill.lock holds what was shipped.",
        helpLinkUri: RuleHelp.Link(Id)
    );

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        base.Register(context);
        context.RegisterAdditionalFileAction(AnalyzeFile);
    }

    private protected override bool IsMine(SchemaChange change) => change.Verdict != Verdict.Compatible;

    private protected override Diagnostic Report(
        Location place,
        SchemaChange change,
        ImmutableDictionary<string, string?> properties,
        AnalyzerOptions options
    ) => Diagnostic.Create(s_descriptor, place, properties, $"{change.Text} {Accept}");

    private static void AnalyzeFile(AdditionalFileAnalysisContext context)
    {
        if (!LockFile.IsLock(context.AdditionalFile.Path) || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
        {
            return;
        }

        var file = LockFile.Parse(text.ToString());
        foreach (var problem in file.Problems)
        {
            context.ReportDiagnostic(
                Diagnostic.Create(
                    s_descriptor,
                    Place(context.AdditionalFile, text, problem.Line - 1),
                    $"Line {problem.Line} of {LockFile.Name} cannot be read: {problem.Text}. Mend it, or take the file of the last release from version control."
                )
            );
        }

        // What a damaged line belongs to is not known to be gone.
        var removed =
            file.Problems.Count > 0 || IsAccepting(context.Options)
                ? []
                : SchemaComparison
                    .Compare(file.Schema, SourceSchema.Of(context.Compilation, file.Schema, context.CancellationToken))
                    .Where(change => change.Kind == ChangeKind.MessageRemoved);
        foreach (var change in removed)
        {
            var line = text.Lines.FirstOrDefault(line => line.ToString() == SchemaWriter.Header(change.Owner));
            context.ReportDiagnostic(
                Diagnostic.Create(
                    s_descriptor,
                    Place(context.AdditionalFile, text, line.LineNumber),
                    Properties(change),
                    $"{change.Text} {Accept}"
                )
            );
        }
    }

    private static Location Place(AdditionalText file, SourceText text, int line)
    {
        var span = text.Lines[line].Span;
        return Location.Create(file.Path, span, text.Lines.GetLinePositionSpan(span));
    }
}
