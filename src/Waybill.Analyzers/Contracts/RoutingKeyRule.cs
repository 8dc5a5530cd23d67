using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.Analyzers.Topology;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Topologies;
using Waybill.Wire;

namespace Waybill.Analyzers.Contracts;

/// <summary>WB1004: a routing-key template that cannot always be filled.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RoutingKeyRule() : RuleAnalyzer(s_descriptor)
{
    internal const string Id = RuleIds.RoutingKey;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        Id,
        "A routing key must be made of words that every message has",
        "{0}",
        RuleCategory.Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Each {Property} in a template becomes one word of the key. A property that does not exist, may be null or cannot be a word makes every publish, or some, throw.",
        helpLinkUri: RuleHelp.Link(Id)
    );

    private protected override void Register(CompilationStartAnalysisContext context) =>
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (
            type.Find("MessageAttribute") is not { } attribute
            || attribute.Argument<string>(1) is not { } template
            || (RoutingKeyParser.Parse(type, MemberParser.Candidates(type), template).Problem ?? NullableProblem(type, template))
                is not { } problem
        )
        {
            return;
        }

        var place = AttributePlace.Of(attribute, "routingKey") ?? type.Locations[0];
        context.ReportDiagnostic(Diagnostic.Create(s_descriptor, place, $"Message {type.Name}: {problem}"));
    }

    /// <summary>Code can be generated for a nullable property; a null in it throws at the publish.</summary>
    private static string? NullableProblem(INamedTypeSymbol type, string template)
    {
        var members = MemberParser.Candidates(type);
        foreach (var word in RoutingKeyTemplate.Parse(template).Words)
        {
            if (word.IsProperty && IsNullable(MemberParser.TypeOf(members.First(member => member.Name == word.Text))))
            {
                return $"The routing key '{template}' names {word.Text}, which may be null, and a null is no word: make {word.Text} not nullable, or name another property.";
            }
        }

        return null;
    }

    private static bool IsNullable(ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
        || type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };
}
