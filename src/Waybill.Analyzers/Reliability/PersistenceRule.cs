using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.Analyzers.Topology;
using Waybill.Manifests;
using Waybill.Roslyn;
using Waybill.Topologies;

namespace Waybill.Analyzers.Reliability;

/// <summary>WB2007: messages that are meant to survive a restart, in a queue that does not; or a durable queue whose messages do not.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PersistenceRule() : TopologyRuleAnalyzer(s_descriptor)
{
    internal const string Id = "WB2007";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        Id,
        "Durable messages need a durable exchange and queue",
        "{0}",
        RuleCategory.Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A message is lost at a restart when its queue begins empty, or when its exchange makes it live in memory only. Where that is meant, [Ephemeral] says why.",
        helpLinkUri: RuleHelp.Link(Id)
    );

    private protected override void Analyze(SymbolAnalysisContext context, CompilationTopology topology)
    {
        switch (context.Symbol)
        {
            case IFieldSymbol { IsConst: true, ConstantValue: string name } field:
                AnalyzeQueue(context, topology, field, name);
                AnalyzeExchange(context, topology, field, name);
                break;
            case INamedTypeSymbol type when type.Find("HandlerAttribute") is { } attribute:
                AnalyzeHandler(context, topology, type, attribute);
                break;
            default:
                break;
        }
    }

    private static void AnalyzeQueue(SymbolAnalysisContext context, CompilationTopology topology, IFieldSymbol field, string queue)
    {
        if (
            field.Find("QueueAttribute") is { } attribute
            && !attribute.Named("Durable", true)
            && !HasReason(field.Find("EphemeralAttribute")?.Argument<string>(0))
            && LostIn(topology, queue) is { } message
        )
        {
            Report(context, AttributePlace.Of(attribute, "Durable") ?? field.Locations[0], QueueText(queue, message));
        }
    }

    /// <summary>The queue is declared elsewhere; here is who relies on it.</summary>
    private static void AnalyzeHandler(
        SymbolAnalysisContext context,
        CompilationTopology topology,
        INamedTypeSymbol type,
        AttributeData attribute
    )
    {
        if (
            attribute.Argument<string>(0) is { } queue
            && topology.Source.Find(Subject.Queue(queue)) is null
            && topology.Queue(queue) is { Durable: false } declared
            && !HasReason(declared.Ephemeral)
            && LostIn(topology, queue) is { } message
        )
        {
            Report(context, AttributePlace.Of(attribute, "queue") ?? type.Locations[0], QueueText(queue, message));
        }
    }

    private static void AnalyzeExchange(SymbolAnalysisContext context, CompilationTopology topology, IFieldSymbol field, string exchange)
    {
        if (
            field.Find("ExchangeAttribute") is not { } attribute
            || attribute.Named("Durable", true)
            || HasReason(field.Find("EphemeralAttribute")?.Argument<string>(0))
        )
        {
            return;
        }

        foreach (var message in topology.Merged.Messages)
        {
            if (message.Exchange == exchange && message.Durability is null && !HasReason(message.Ephemeral))
            {
                var queue = topology
                    .Routes.QueuesOf(message)
                    .Where(name => IsKept(topology, name))
                    .OrderBy(name => name, StringComparer.Ordinal);
                if (queue.FirstOrDefault() is { } kept)
                {
                    Report(
                        context,
                        AttributePlace.Of(attribute, "Durable") ?? field.Locations[0],
                        $"Exchange '{exchange}' is not durable, so that {message.Name}, which names no durability, lives in memory only: a restart loses it, although queue '{kept}' is durable. "
                            + "Make the exchange durable, or say why the loss is acceptable with [Ephemeral]."
                    );
                    return;
                }
            }
        }
    }

    /// <summary>A message that asks to survive a restart and goes to the queue.</summary>
    private static MessageEntry? LostIn(CompilationTopology topology, string queue) =>
        topology.Merged.Messages.FirstOrDefault(message =>
            IsDurable(topology, message) && !HasReason(message.Ephemeral) && topology.Routes.QueuesOf(message).Contains(queue)
        );

    private static bool IsDurable(CompilationTopology topology, MessageEntry message) =>
        message.Durability is { } named
            ? named != Durability.Memory
            : topology.Merged.Exchanges.FirstOrDefault(exchange => exchange.Name == message.Exchange)?.Durable == true;

    private static bool IsKept(CompilationTopology topology, string queue) =>
        topology.Queue(queue) is { Durable: true } declared && !HasReason(declared.Ephemeral);

    private static bool HasReason(string? reason) => !string.IsNullOrWhiteSpace(reason);

    private static string QueueText(string queue, MessageEntry message) =>
        $"Queue '{queue}' is not durable and begins empty at every start, and {message.Name}, which goes there, is a durable message: a restart loses it. "
        + "Make the queue durable, or say why the loss is acceptable with [Ephemeral].";

    private static void Report(SymbolAnalysisContext context, Location place, string text) =>
        context.ReportDiagnostic(Diagnostic.Create(s_descriptor, place, text));
}
