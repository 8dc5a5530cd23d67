using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Waybill.Analyzers.Reliability.Effects;
using Waybill.Analyzers.Reliability.Flow;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Reliability;

/// <summary>WB2001: a handler with a direct effect that a second delivery repeats. Also reports lines of the user's catalogue that cannot be read.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NonIdempotentHandlerRule() : RuleAnalyzer(s_descriptor)
{
    internal const string Id = "WB2001";

    /// <summary>The message's property that the code fix makes the inbox key; missing where only the message id is sure.</summary>
    internal const string Key = "Key";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        Id,
        "A handler must not repeat its effects",
        "{0}",
        RuleCategory.Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Every message can be delivered twice: a producer repeats it, or the handler's process ends before the settlement. An effect without an inbox, a key or a check then happens twice.",
        helpLinkUri: RuleHelp.Link(Id)
    );

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var files = context.Options.AdditionalFiles.Where(EffectCatalogue.IsCatalogue).ToList();
        var cancellationToken = context.CancellationToken;
        var catalogue = new Lazy<EffectCatalogue>(() => new EffectCatalogue(files.SelectMany(file => Read(file, cancellationToken))));
        var handlers = new HandlerMethods(context.Compilation, cancellationToken);
        context.RegisterAdditionalFileAction(AnalyzeCatalogue);
        context.RegisterOperationBlockAction(block => Analyze(block, handlers, catalogue));
    }

    private static IEnumerable<CatalogueEntry> Read(AdditionalText file, CancellationToken cancellationToken) =>
        file.GetText(cancellationToken) is { } text ? EffectCatalogue.Read(text, (_, _) => { }) : [];

    private static void AnalyzeCatalogue(AdditionalFileAnalysisContext context)
    {
        if (
            !EffectCatalogue.IsCatalogue(context.AdditionalFile)
            || context.AdditionalFile.GetText(context.CancellationToken) is not { } text
        )
        {
            return;
        }

        void Report(TextLine line, string problem) =>
            context.ReportDiagnostic(
                Diagnostic.Create(
                    s_descriptor,
                    Location.Create(context.AdditionalFile.Path, line.Span, text.Lines.GetLinePositionSpan(line.Span)),
                    $"This line of the effects {problem}. It is left out"
                )
            );

        foreach (var _ in EffectCatalogue.Read(text, Report))
        {
            // Only the unreadable lines matter here.
        }
    }

    private static void Analyze(OperationBlockAnalysisContext context, HandlerMethods handlers, Lazy<EffectCatalogue> catalogue)
    {
        var classes = handlers.ClassesOf(context.OwningSymbol);
        if (classes.Count == 0 || classes.All(type => IsCovered((IMethodSymbol)context.OwningSymbol, type)))
        {
            return;
        }

        var flow = new HandlerFlow((IMethodSymbol)context.OwningSymbol, context.OperationBlocks);
        var effects = new EffectFinder(catalogue.Value, flow).Find();
        if (effects.Count == 0)
        {
            return;
        }

        context.ReportDiagnostic(
            Diagnostic.Create(
                s_descriptor,
                effects[0].Location,
                effects.Skip(1).Select(effect => effect.Location),
                IdempotencyKey.Choose(flow.Message.Type, context.Compilation.Assembly) is { } key
                    ? ImmutableDictionary<string, string?>.Empty.Add(Key, key)
                    : null,
                Text(context.OwningSymbol, effects[0])
            )
        );
    }

    /// <summary>An inbox covers it, or somebody gave a reason.</summary>
    private static bool IsCovered(IMethodSymbol method, INamedTypeSymbol handler)
    {
        var policies = new MethodPolicies(method, handler);
        return policies.Idempotent is not null || !string.IsNullOrWhiteSpace(policies.NaturallyIdempotent);
    }

    private static string Text(ISymbol method, FoundEffect effect) =>
        $"'{method.Name}' {effect.What}, which a second delivery repeats: add [Idempotent], {Way(effect.Category)}, or say [NaturallyIdempotent(\"why\")]";

    private static string Way(Category category) =>
        category switch
        {
            Category.Random => "derive the key from the message",
            Category.Bus => "publish through IMessageBus",
            Category.Add or Category.Insert or Category.Sql => "check for a key of the message first",
            _ => "pass a key derived from the message",
        };
}
