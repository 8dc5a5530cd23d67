using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Waybill.Manifests;
using Waybill.Schemas;

namespace Waybill.Analyzers.Contracts;

/// <summary>WB1005: a change after which readers of old and new messages misunderstand each other. Also reports lines of the lock file that cannot be read.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BreakingChangeRule() : LockRule(s_descriptor)
{
    internal const string Id = "WB1005";

    private const string Accept = "Or accept it: waybill schema accept.";

    /// <summary>The way out for those to whom what changed is not theirs.</summary>
    private const string Foreign =
        "Where that is not yours to do: stay with the version of it that was shipped, or put a converter ([SerializeWith]) or a message of your own in its place. "
        + "Or accept it: waybill schema accept keeps what was used from being used again.";

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
        bool isForeign,
        ImmutableDictionary<string, string?> properties,
        AnalyzerOptions options
    ) => Diagnostic.Create(s_descriptor, place, properties, $"{change.Text} {(isForeign ? Foreign : Accept)}");

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
        if (file.Problems.Count == 0 && !IsAccepting(context.Options))
        {
            AnalyzeRemoved(context, file.Schema, text);
        }
    }

    private static void AnalyzeRemoved(AdditionalFileAnalysisContext context, SchemaSet locked, SourceText text)
    {
        // Nor is a message while another is broken, which may be the same under a name that is half written.
        if (SourceSchema.Of(context.Compilation, locked, context.CancellationToken) is not { } source)
        {
            return;
        }

        foreach (var change in SchemaComparison.Compare(locked, source).Where(change => change.Kind == ChangeKind.MessageRemoved))
        {
            var line = text.Lines.First(line => IsHeader(line.ToString(), change.Owner));
            var said =
                ReferencedMessages.AssemblyOf(change.Owner, context.Compilation) is { } assembly ? SchemaComparison.Moved(change, assembly)
                : ReferencedMessages.IsType(change.Owner, context.Compilation) ? SchemaComparison.Unnamed(change)
                : change;
            context.ReportDiagnostic(
                Diagnostic.Create(s_descriptor, Place(context.AdditionalFile, text, line.LineNumber), $"{said.Text} {Accept}")
            );
        }
    }

    private static bool IsHeader(string line, string message)
    {
        var fields = new ManifestFields(line.TrimStart('\uFEFF'));
        return fields.Kind == SchemaFormat.Message && fields.Text("name") == message;
    }

    private static Location Place(AdditionalText file, SourceText text, int line)
    {
        var span = text.Lines[line].Span;
        return Location.Create(file.Path, span, text.Lines.GetLinePositionSpan(span));
    }
}
