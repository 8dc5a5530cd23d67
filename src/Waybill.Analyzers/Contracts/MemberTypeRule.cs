using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Contracts;

/// <summary>WB1002: a member of a message that cannot be written or read.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MemberTypeRule() : RuleAnalyzer(s_descriptor)
{
    internal const string Id = "WB1002";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        Id,
        "A message's members must be serializable",
        "{0}",
        RuleCategory.Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The serializer is generated from the members' types. One that has no form on the wire would be lost in silence, or could not be read back.",
        helpLinkUri: RuleHelp.Link(Id)
    );

    private protected override void Register(CompilationStartAnalysisContext context) =>
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        // What no code is generated for at all is for WB1001 to say.
        var type = (INamedTypeSymbol)context.Symbol;
        if (
            type.IsAbstract
            || type.Find("MessageAttribute") is not { } attribute
            || MessageParser.Parse(type, attribute, context.CancellationToken) is not { Model: var model }
        )
        {
            return;
        }

        if (model.Construction.Problem is { } construction)
        {
            Report(context, type, $"Message {construction}");
            return;
        }

        foreach (var member in MemberParser.Parse(type))
        {
            var field = model.Fields.First(field => field.Name == member.Symbol.Name);
            var problem = field.Value is null ? MemberTypeProblem.Of(member) : MessageCycle.Problem(type, member, field);
            if (problem is not null)
            {
                Report(context, member.Symbol, $"{type.Name}.{member.Symbol.Name} {problem}");
            }
        }
    }

    private static void Report(SymbolAnalysisContext context, ISymbol symbol, string text) =>
        context.ReportDiagnostic(
            Diagnostic.Create(s_descriptor, symbol.Locations.FirstOrDefault(place => place.IsInSource) ?? context.Symbol.Locations[0], text)
        );
}
