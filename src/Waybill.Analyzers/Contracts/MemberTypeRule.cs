using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var json = new JsonRequest(context.Compilation);
        context.RegisterSymbolAction(symbol => Analyze(symbol, json), SymbolKind.NamedType);
        context.RegisterSyntaxNodeAction(node => AnalyzeForeign(node, json), SyntaxKind.AttributeList);
    }

    private static void AnalyzeForeign(SyntaxNodeAnalysisContext context, JsonRequest json)
    {
        var from = context.Compilation.Assembly;
        foreach (var (type, place) in ForeignPlaces.In((AttributeListSyntax)context.Node, from))
        {
            if ((ForeignProblem(type, from) ?? ForeignJsonProblem(type, from, json)) is { } problem)
            {
                context.ReportDiagnostic(Diagnostic.Create(s_descriptor, place, problem));
            }
        }
    }

    /// <summary>What is wrong with a type of somebody else's: nobody can mend it where it stands, so the way out is always a converter or a message of one's own.</summary>
    private static string? ForeignProblem(INamedTypeSymbol type, IAssemblySymbol from)
    {
        const string Out = "use a converter ([SerializeWith]), or a message of your own that holds what matters.";
        if (ForeignMessages.Problem(type, from) is { } problem)
        {
            return $"{type.Name} {problem}";
        }

        var model = ForeignMessages.Parse(type, from).Model;
        if (model.Construction.Problem is { } construction)
        {
            return $"{construction} Where that is not yours to do: {Out}";
        }

        return
            MemberParser
                .Parse(type, Vantage.Outside(from))
                .Where(member => model.Field(member.Symbol.Name).Value is null)
                .Select(member => (Member: member, Problem: MemberTypeProblem.Of(member)))
                .FirstOrDefault(found => found.Problem is not null)
                is { Member: { } unfit, Problem: { } reason }
            ? $"{type.Name}.{unfit.Symbol.Name} {reason} Where that is not yours to do: {Out}"
            : null;
    }

    private static string? ForeignJsonProblem(INamedTypeSymbol type, IAssemblySymbol from, JsonRequest json) =>
        ForeignMessages.Problem(type, from) is null && json.Alike(ForeignMessages.Parse(type, from).Model) is { } alike
            ? $"{JsonRequest.Text(type, alike)} Where that is not yours to do: use a converter ([SerializeWith]), or a message of your own that holds what matters."
            : null;

    private static void Analyze(SymbolAnalysisContext context, JsonRequest json)
    {
        // What no code is generated for at all is for WB1001 to say.
        var type = (INamedTypeSymbol)context.Symbol;
        if (
            type.Find("MessageAttribute") is not { } attribute
            || MessageParser.Parse(type, attribute, context.CancellationToken) is not { Model: var model }
        )
        {
            return;
        }

        if (model.Cases is { } cases)
        {
            Analyze(context, type, model, json);
            foreach (var (@case, of) in UnionParser.Cases(type).Zip(cases, (@case, of) => (@case, of)))
            {
                Analyze(context, @case, UnionModels.VantageOf(type), of, json);
            }
        }
        else if (!type.IsAbstract)
        {
            Analyze(context, type, Vantage.Inside(type), model, json);
        }
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, MessageModel model, JsonRequest json)
    {
        if (json.Alike(model) is { } alike)
        {
            var place = MemberPlace.Of(type, alike.Second, context.Compilation);
            context.ReportDiagnostic(Diagnostic.Create(s_descriptor, place, JsonRequest.Text(type, alike)));
        }
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, Vantage vantage, MessageModel model, JsonRequest json)
    {
        if (model.Construction.Problem is { } construction)
        {
            Report(context, type, $"Message {construction}");
            return;
        }

        foreach (var member in MemberParser.Parse(type, vantage))
        {
            var field = model.Field(member.Symbol.Name);
            var problem = field.Value is null ? MemberTypeProblem.Of(member) : MessageCycle.Problem(type, member, field);
            if (problem is not null)
            {
                Report(context, member.Symbol, $"{type.Name}.{member.Symbol.Name} {problem}");
            }
        }

        Analyze(context, type, model, json);
    }

    private static void Report(SymbolAnalysisContext context, ISymbol symbol, string text) =>
        context.ReportDiagnostic(
            Diagnostic.Create(s_descriptor, SourcePlace.Of(symbol, context.Compilation) ?? context.Symbol.Locations[0], text)
        );
}
