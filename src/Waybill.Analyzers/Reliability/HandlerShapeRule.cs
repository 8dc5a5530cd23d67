using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.Analyzers.Topology;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Topologies;

namespace Waybill.Analyzers.Reliability;

/// <summary>WB2017: a handler or method that cannot be called, or that is one too many.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlerShapeRule() : TopologyRuleAnalyzer(s_descriptor)
{
    internal const string Id = RuleIds.Handler;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        Id,
        "A handler must be callable and the only one",
        "{0}",
        RuleCategory.Reliability,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What generated code cannot call, or two handlers claim, would leave messages unhandled.",
        helpLinkUri: RuleHelp.Link(Id)
    );

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        base.Register(context);
        context.RegisterSyntaxNodeAction(AnalyzeAssembly, SyntaxKind.AttributeList);
    }

    private protected override void Analyze(SymbolAnalysisContext context, CompilationTopology topology)
    {
        if (context.Symbol is INamedTypeSymbol type && QueueOfNone(type) is { } place)
        {
            context.ReportDiagnostic(
                Diagnostic.Create(
                    s_descriptor,
                    place,
                    $"Handler '{type.Name}' names no queue, so that nothing is delivered to it. Name the constant of a queue."
                )
            );
        }

        if (Handler(context.Symbol) is { } handler && ProblemOf(context.Symbol, handler) is { } problem)
        {
            if (context.Symbol is not IMethodSymbol method || !HelperOverload.MayBe(method, handler))
            {
                context.ReportDiagnostic(Diagnostic.Create(s_descriptor, context.Symbol.Locations[0], problem));
            }
            else if (!HelperOverload.Is(method, handler, context.CancellationToken))
            {
                Warn(context, method.Locations[0], problem);
            }
        }

        AnalyzeIdle(context);
        foreach (var finding in topology.Findings(context.Symbol, Id))
        {
            // That a class handles nothing is said best where something in it was meant to.
            var isVague = finding.Problem is { Subject.Kind: SubjectKind.Handler, Part: null };
            if (!isVague || !HandlerShape.IsExplained((INamedTypeSymbol)context.Symbol))
            {
                context.ReportDiagnostic(Diagnostic.Create(s_descriptor, finding.Location, finding.Problem.Text));
            }
        }
    }

    /// <summary>What works as it stands, and probably not as it was meant.</summary>
    private static void AnalyzeIdle(SymbolAnalysisContext context)
    {
        if (
            context.Symbol is IMethodSymbol method
            && method.ContainingType.Find("HandlerAttribute") is not null
            && MisspelledHandler.Problem(method, method.ContainingType, context.CancellationToken) is { } misspelled
        )
        {
            Warn(context, method.Locations[0], misspelled);
        }

        foreach (var (attribute, problem) in IdlePolicies.Of(context.Symbol))
        {
            if (SourcePlace.Contains(attribute, context.Compilation))
            {
                Warn(
                    context,
                    Location.Create(attribute.ApplicationSyntaxReference!.SyntaxTree, attribute.ApplicationSyntaxReference.Span),
                    problem
                );
            }
        }
    }

    private static void Warn(SymbolAnalysisContext context, Location place, string text) =>
        context.ReportDiagnostic(
            Diagnostic.Create(s_descriptor, place, DiagnosticSeverity.Warning, additionalLocations: null, properties: null, text)
        );

    /// <summary>The middlewares around every handler. An assembly is no symbol that an action could be registered for, but its attributes are syntax.</summary>
    private static void AnalyzeAssembly(SyntaxNodeAnalysisContext context)
    {
        if (context.Node is not AttributeListSyntax { Target.Identifier.RawKind: (int)SyntaxKind.AssemblyKeyword } list)
        {
            return;
        }

        foreach (var attribute in context.Compilation.Assembly.FindAll("MiddlewareAttribute"))
        {
            if (
                attribute.ApplicationSyntaxReference is { } place
                && place.SyntaxTree == list.SyntaxTree
                && list.Span.Contains(place.Span)
                && MiddlewareParser.Parse(attribute, context.Compilation.Assembly)?.Problem is { } problem
            )
            {
                context.ReportDiagnostic(Diagnostic.Create(s_descriptor, AttributePlace.Of(attribute, "type"), problem));
            }
        }
    }

    /// <summary>Where a handler class should name its queue and has null; null where it names one, or where the compiler says what is wrong.</summary>
    private static Location? QueueOfNone(INamedTypeSymbol type) =>
        type.Find("HandlerAttribute") is { ConstructorArguments: [{ Kind: TypedConstantKind.Primitive, IsNull: true }, ..] } attribute
            ? AttributePlace.Of(attribute, "queue")
            : null;

    /// <summary>The handler class that the symbol is, or is a method of.</summary>
    private static INamedTypeSymbol? Handler(ISymbol symbol) =>
        symbol switch
        {
            INamedTypeSymbol type when type.Find("HandlerAttribute") is not null => type,
            IMethodSymbol { Name: "Handle" or "HandleAsync", ContainingType: { } type } when type.Find("HandlerAttribute") is not null =>
                type,
            _ => null,
        };

    private static string? ProblemOf(ISymbol symbol, INamedTypeSymbol handler)
    {
        var problem = HandlerShape.Problem(handler);
        return symbol is not IMethodSymbol method ? problem
            : problem is null ? HandlerShape.Problem(method, handler.ContainingAssembly)
            : null;
    }
}
