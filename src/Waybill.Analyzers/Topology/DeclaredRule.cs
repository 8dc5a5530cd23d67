using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Roslyn;
using Waybill.Topologies;

namespace Waybill.Analyzers.Topology;

/// <summary>WB3001: a name of an exchange or queue that nothing visible declares.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclaredRule() : TopologyRuleAnalyzer(s_descriptor)
{
    internal const string Id = RuleIds.Undeclared;

    private static readonly string[] s_declaring = ["Queue", "Exchange", "Binding"];

    private static readonly DiagnosticDescriptor s_descriptor = new(
        Id,
        "An exchange or queue must be declared",
        "{0}",
        RuleCategory.Topology,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A name that no constant declares is a thing that does not exist: the host refuses to start, and a send to it throws.",
        helpLinkUri: RuleHelp.Link(Id)
    );

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        base.Register(context);
        var abstractions = Abstractions(context.Compilation);
        context.RegisterOperationAction(operation => AnalyzeSend(operation, abstractions), OperationKind.Invocation);
    }

    private protected override void Analyze(SymbolAnalysisContext context, CompilationTopology topology)
    {
        base.Analyze(context, topology);
        if (
            context.Symbol is IFieldSymbol and not { IsConst: true, Type.SpecialType: SpecialType.System_String }
            && s_declaring.FirstOrDefault(name => context.Symbol.Find(name + "Attribute") is not null) is { } attribute
        )
        {
            // Where somebody uses the name, the compiler or start-up refuses it.
            context.ReportDiagnostic(
                Diagnostic.Create(
                    s_descriptor,
                    context.Symbol.Locations[0],
                    DiagnosticSeverity.Warning,
                    additionalLocations: null,
                    properties: null,
                    $"'{context.Symbol.Name}' has [{attribute}] and is no 'const string', so that it declares nothing. Make it one."
                )
            );
        }
    }

    private static void AnalyzeSend(OperationAnalysisContext context, IAssemblySymbol abstractions)
    {
        var call = (IInvocationOperation)context.Operation;
        if (
            call.TargetMethod.Name != "SendAsync"
            || !call.TargetMethod.ContainingType.IsNamed("Waybill", "IMessageBus")
            || call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "queue")
                is not { Value: { ConstantValue: { HasValue: true, Value: string queue } } value }
        )
        {
            return;
        }

        var topology = CompilationTopology.Of(context.Compilation, abstractions);
        if (topology.IsComplete && topology.Merged.Queues.All(declared => declared.Name != queue))
        {
            context.ReportDiagnostic(
                Diagnostic.Create(
                    s_descriptor,
                    value.Syntax.GetLocation(),
                    $"The message is sent to the queue '{queue}', which is not declared. Declare a constant \"{queue}\" with [Queue], or reference the assembly that does."
                )
            );
        }
    }
}
