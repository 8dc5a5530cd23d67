using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.Analyzers.Topology;
using Waybill.Topologies;

namespace Waybill.Analyzers.Contracts;

/// <summary>WB1011: a duration, number or pattern in an attribute that does not parse or is out of range.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LiteralRule() : TopologyRuleAnalyzer(s_descriptor)
{
    internal const string Id = RuleIds.Literal;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        Id,
        "A duration, number or pattern must be one",
        "{0}",
        RuleCategory.Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Attributes take durations and patterns as text. One that does not parse or is out of range stops the host at start-up.",
        helpLinkUri: RuleHelp.Link(Id)
    );
}
