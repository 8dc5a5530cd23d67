using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.Analyzers.Topology;
using Waybill.Roslyn;
using Waybill.Topologies;

namespace Waybill.Analyzers.Reliability;

/// <summary>WB2004: a dead-letter queue that is not declared, not durable, its own source, or part of a circle.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeadLetterQueueRule() : TopologyRuleAnalyzer(s_descriptor)
{
    internal const string Id = RuleIds.DeadLetter;

    /// <summary>The name of the queue that the code fix declares.</summary>
    internal const string DeadQueue = "DeadQueue";

    /// <summary>The constant of that name that only lacks <c>[Queue]</c>.</summary>
    internal const string Constant = "Constant";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        Id,
        "A dead-letter queue must be declared and safe",
        "{0}",
        RuleCategory.Reliability,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Dead letters are the last copy of a message: the queue for them must exist, be as durable as its source, and lead nowhere back.",
        helpLinkUri: RuleHelp.Link(Id)
    );

    private protected override void Analyze(SymbolAnalysisContext context, CompilationTopology topology)
    {
        foreach (var finding in topology.Findings(context.Symbol, Id))
        {
            context.ReportDiagnostic(
                Diagnostic.Create(s_descriptor, finding.Location, Properties(context.Symbol, topology), finding.Problem.Text)
            );
        }
    }

    private static ImmutableDictionary<string, string?> Properties(ISymbol symbol, CompilationTopology topology)
    {
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (
            symbol is not IFieldSymbol field
            || field.Find("QueueAttribute")?.Named<string?>("DeadLetter", null) is not { } dead
            || topology.Queue(dead) is not null
        )
        {
            return properties;
        }

        var constant = field
            .ContainingType.GetMembers()
            .OfType<IFieldSymbol>()
            .FirstOrDefault(other => other is { IsConst: true, ConstantValue: string value } && value == dead);
        properties = properties.Add(DeadQueue, dead);
        return constant is null ? properties : properties.Add(Constant, constant.Name);
    }
}
