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
        var known = new Known(new JsonRequest(context.Compilation), new ProjectLock(context.Options, context.CancellationToken));
        context.RegisterSymbolAction(symbol => Analyze(symbol, known), SymbolKind.NamedType);
        context.RegisterSyntaxNodeAction(node => AnalyzeForeign(node, known), SyntaxKind.AttributeList);
    }

    /// <summary>What is known of a compilation.</summary>
    /// <param name="Json">Whether it asks for JSON.</param>
    /// <param name="Lock">The lock file.</param>
    private sealed record Known(JsonRequest Json, ProjectLock Lock);

    private static void AnalyzeForeign(SyntaxNodeAnalysisContext context, Known known)
    {
        var from = context.Compilation.Assembly;
        foreach (var (type, place) in ForeignPlaces.In((AttributeListSyntax)context.Node, from))
        {
            if (ForeignProblem(type, from, known) is { } problem)
            {
                context.ReportDiagnostic(Diagnostic.Create(s_descriptor, place, problem));
            }
        }
    }

    /// <summary>What is wrong with a type of somebody else's: nobody can mend it where it stands, so the way out is always a converter or a message of one's own.</summary>
    private static string? ForeignProblem(INamedTypeSymbol type, IAssemblySymbol from, Known known)
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

        var unfit = MemberParser
            .Parse(type, Vantage.Outside(from))
            .Where(member => model.Field(member.Symbol.Name).Value is null)
            .Select(member => (member.Symbol.Name, Problem: MemberTypeProblem.Of(member, known.Lock)))
            .FirstOrDefault(found => found.Problem is not null);
        return (unfit.Problem is { } reason ? $"{type.Name}.{unfit.Name} {reason}" : known.Json.Problem(type, model)?.Text) is { } text
            ? $"{text} Where that is not yours to do: {Out}"
            : null;
    }

    private static void Analyze(SymbolAnalysisContext context, Known known)
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
            AnalyzeJson(context, type, model, known);
            foreach (var (@case, of) in UnionParser.Cases(type).Zip(cases, (@case, of) => (@case, of)))
            {
                Analyze(context, @case, UnionModels.VantageOf(type), of, known);
            }
        }
        else if (!type.IsAbstract)
        {
            Analyze(context, type, Vantage.Inside(type), model, known);
        }
    }

    private static void AnalyzeJson(SymbolAnalysisContext context, INamedTypeSymbol type, MessageModel model, Known known)
    {
        if (known.Json.Problem(type, model) is var (member, text))
        {
            context.ReportDiagnostic(Diagnostic.Create(s_descriptor, MemberPlace.Of(type, member, context.Compilation), text));
        }
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, Vantage vantage, MessageModel model, Known known)
    {
        // The compiler says that it must not stand there, and not where it must.
        foreach (var parameter in type.InstanceConstructors.SelectMany(constructor => constructor.Parameters).Where(MemberParser.IsIgnored))
        {
            Report(
                context,
                parameter,
                $"{type.Name}.{parameter.Name} has [Ignore] on the parameter. Put it on the property, in a positional record as [property: Ignore], and give the parameter a default value, which readers pass then."
            );
        }

        if (model.Construction.Problem is { } construction)
        {
            Report(context, type, $"Message {construction}");
            return;
        }

        foreach (var member in MemberParser.Parse(type, vantage))
        {
            var field = model.Field(member.Symbol.Name);
            var problem = field.Value is null ? MemberTypeProblem.Of(member, known.Lock) : MessageCycle.Problem(type, member, field);
            if (problem is not null)
            {
                Report(context, member.Symbol, $"{type.Name}.{member.Symbol.Name} {problem}");
            }
        }

        AnalyzeJson(context, type, model, known);
    }

    private static void Report(SymbolAnalysisContext context, ISymbol symbol, string text) =>
        context.ReportDiagnostic(
            Diagnostic.Create(s_descriptor, SourcePlace.Of(symbol, context.Compilation) ?? context.Symbol.Locations[0], text)
        );
}
