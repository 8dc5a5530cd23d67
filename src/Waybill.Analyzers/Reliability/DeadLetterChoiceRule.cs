using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.Analyzers.Topology;
using Waybill.Roslyn;
using Waybill.Topologies;

namespace Waybill.Analyzers.Reliability;

/// <summary>WB2003: a handled queue that says nothing of its dead letters, or messages that are dropped without a reason.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeadLetterChoiceRule() : TopologyRuleAnalyzer(s_descriptor)
{
    internal const string Id = "WB2003";

    /// <summary>The name of the dead-letter queue that the code fix declares.</summary>
    internal const string DeadQueue = "DeadQueue";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        Id,
        "A handled queue should declare where its dead letters go",
        "{0}",
        RuleCategory.Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Messages that fail for good are kept in a queue that nobody sees in the code, so that nobody watches it; or they are dropped and nobody knows why.",
        helpLinkUri: RuleHelp.Link(Id)
    );

    private protected override void Analyze(SymbolAnalysisContext context, CompilationTopology topology)
    {
        if (context.Symbol.Find("DiscardAttribute") is { } discard)
        {
            CheckReason(context, discard);
        }

        if (context.Symbol is IFieldSymbol { IsConst: true, ConstantValue: string queue } field && field.Find("QueueAttribute") is not null)
        {
            if (topology.IsHandled(queue) && ImplicitDeadLetter(topology, queue) is { } dead)
            {
                Report(context, field.Locations[0], queue, dead);
            }
        }
        else if (
            context.Symbol is INamedTypeSymbol type
            && type.Find("HandlerAttribute") is { } handler
            && handler.Argument<string>(0) is { } handled
            && topology.Source.Find(Subject.Queue(handled)) is null
            && ImplicitDeadLetter(topology, handled) is { } deadOfReference
        )
        {
            // The queue is declared elsewhere; here is who makes its messages fail.
            Report(context, AttributePlace.Of(handler, "queue") ?? type.Locations[0], handled, deadOfReference);
        }
    }

    private static void CheckReason(SymbolAnalysisContext context, AttributeData discard)
    {
        if (string.IsNullOrWhiteSpace(discard.Argument<string>(0)) && AttributePlace.Of(discard, "reason") is { } place)
        {
            context.ReportDiagnostic(
                Diagnostic.Create(
                    s_descriptor,
                    place,
                    $"'{context.Symbol.Name}' drops messages that failed for good and does not say why. Write the reason into [Discard], or remove it so that they are dead-lettered."
                )
            );
        }
    }

    /// <summary>The dead-letter queue that nobody wrote down; null when somebody did, or when the queue serves as one itself.</summary>
    private static string? ImplicitDeadLetter(CompilationTopology topology, string queue) =>
        topology.Queue(queue) is { DeadLetter: null }
        && topology.Merged.Queues.FirstOrDefault(merged => merged.Name == queue)?.DeadLetter is { } dead
        && topology.Queue(dead) is null
            ? dead
            : null;

    private static void Report(SymbolAnalysisContext context, Location place, string queue, string dead) =>
        context.ReportDiagnostic(
            Diagnostic.Create(
                s_descriptor,
                place,
                ImmutableDictionary<string, string?>.Empty.Add(DeadQueue, dead),
                $"Queue '{queue}' does not say where its dead letters go, so that they gather in '{dead}', which no code mentions. Declare it and name it as DeadLetter."
            )
        );
}
