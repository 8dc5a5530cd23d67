using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.Roslyn;

namespace Waybill.Analyzers.Topology;

/// <summary>
/// The base of rules about the topology as a whole. They report symbol by symbol, so that what they say appears while one writes and not only at the end of a
/// build. A rule that says what start-up would say needs nothing but its descriptor.
/// </summary>
public abstract class TopologyRuleAnalyzer(DiagnosticDescriptor descriptor) : RuleAnalyzer(descriptor)
{
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var abstractions = Abstractions(context.Compilation);
        context.RegisterSymbolAction(
            symbol => Analyze(symbol, CompilationTopology.Of(symbol.Compilation, abstractions)),
            SymbolKind.NamedType,
            SymbolKind.Field,
            SymbolKind.Method
        );
    }

    /// <summary>Analyzes one symbol.</summary>
    private protected virtual void Analyze(SymbolAnalysisContext context, CompilationTopology topology)
    {
        foreach (var finding in topology.Findings(context.Symbol, Descriptor.Id))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, finding.Location, finding.Problem.Text));
        }
    }

    /// <summary>The assembly that the attributes come from; it is there wherever rules run.</summary>
    private protected static IAssemblySymbol Abstractions(Compilation compilation) =>
        compilation.GetTypeByMetadataName(KnownNames.MessageAttribute)!.ContainingAssembly;
}
