using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.Roslyn;

namespace Waybill.Analyzers.Contracts;

/// <summary>WB1001: a <c>[Message]</c> type that the generator cannot add to, or that others could derive from.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MessageShapeRule() : RuleAnalyzer(s_descriptor)
{
    internal const string Id = "WB1001";

    /// <summary>Which modifiers of the type are missing: what the code fix adds.</summary>
    internal const string MissingModifiers = "Missing";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        Id,
        "A message type must be sealed and partial",
        "{0}",
        RuleCategory.Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The generator adds the serializer to the type itself, and a type that is written as one thing must be read as the same thing. Without it nothing can be published.",
        helpLinkUri: RuleHelp.Link(Id)
    );

    private protected override void Register(CompilationStartAnalysisContext context) =>
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.Find("MessageAttribute") is null)
        {
            if (MessageShape.IdleProblem(type) is { } idle)
            {
                // The type may be none that is sent: what cannot be published the compiler says where that is tried.
                context.ReportDiagnostic(
                    Diagnostic.Create(
                        s_descriptor,
                        type.Locations[0],
                        DiagnosticSeverity.Warning,
                        additionalLocations: null,
                        properties: null,
                        $"'{type.Name}' {idle}"
                    )
                );
            }

            return;
        }

        if (MessageShape.Problem(type) is not { } problem)
        {
            return;
        }

        var properties = problem.MissingModifiers is { } missing
            ? ImmutableDictionary<string, string?>.Empty.Add(MissingModifiers, missing)
            : ImmutableDictionary<string, string?>.Empty;
        context.ReportDiagnostic(
            Diagnostic.Create(s_descriptor, type.Locations[0], properties, $"Message type '{type.Name}' {problem.Text}")
        );
    }
}
