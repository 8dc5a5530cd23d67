using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.Analyzers.Contracts;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Topologies;

namespace Waybill.Analyzers.Topology;

/// <summary>WB3004: one name that is declared as two things: a message that two types are, an exchange or queue that is declared in two ways, or a module with a type's name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContradictionRule() : TopologyRuleAnalyzer(s_descriptor)
{
    internal const string Id = RuleIds.Contradiction;

    private static readonly DiagnosticDescriptor s_descriptor = new(
        Id,
        "Declarations must not contradict each other",
        "{0}",
        RuleCategory.Topology,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Bytes are known by the name of their message alone, and a queue is what its name says. Where one name is two things, the host refuses to start, or no lock file can hold them.",
        helpLinkUri: RuleHelp.Link(Id)
    );

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        base.Register(context);
        context.RegisterSyntaxNodeAction(AnalyzeForeign, SyntaxKind.AttributeList);
        context.RegisterSyntaxNodeAction(AnalyzeModule, SyntaxKind.AttributeList);
    }

    private protected override void Analyze(SymbolAnalysisContext context, CompilationTopology topology)
    {
        foreach (var finding in topology.Findings(context.Symbol, Id))
        {
            if (!IsSaidBelow(context.Symbol, context.Compilation))
            {
                context.ReportDiagnostic(Diagnostic.Create(s_descriptor, finding.Location, finding.Problem.Text));
            }
        }

        if (
            context.Symbol is not INamedTypeSymbol message
            || message.Find("MessageAttribute") is not { } attribute
            || !MessageParser.CanEmit(message)
        )
        {
            return;
        }

        var names = WireNames.Of(context.Compilation);
        foreach (var (name, type) in WireNames.Names(message))
        {
            if (names.OwnerBefore(name, type) is { } first)
            {
                var given = ReferenceEquals(type, message) && attribute.Named<string?>("Name", null) is not null;
                var place = given ? AttributePlace.Of(attribute, "Name") : SourcePlace.Of(type, context.Compilation);
                context.ReportDiagnostic(Diagnostic.Create(s_descriptor, place ?? message.Locations[0], Text(name, first, type)));
            }
        }
    }

    private static void AnalyzeForeign(SyntaxNodeAnalysisContext context)
    {
        var from = context.Compilation.Assembly;
        foreach (var (type, place) in ForeignPlaces.In((AttributeListSyntax)context.Node, from))
        {
            if (
                ForeignMessages.Problem(type, from) is null
                && WireNames.Of(context.Compilation).OwnerBefore(SymbolNames.Full(type), type) is { } first
            )
            {
                context.ReportDiagnostic(Diagnostic.Create(s_descriptor, place, Text(SymbolNames.Full(type), first, type)));
            }
        }
    }

    private static void AnalyzeModule(SyntaxNodeAnalysisContext context)
    {
        if (
            context.Compilation.Assembly.Find("WaybillModuleAttribute") is { ApplicationSyntaxReference: { } place } attribute
            && place.SyntaxTree == context.Node.SyntaxTree
            && context.Node.Span.Contains(place.Span)
            && ChosenModule.Problem(attribute, context.Compilation, BuildProperty.Of(context.Options, "RootNamespace")) is { } problem
        )
        {
            context.ReportDiagnostic(
                Diagnostic.Create(s_descriptor, AttributePlace.Of(attribute, "name") ?? context.Node.GetLocation(), problem)
            );
        }
    }

    /// <summary>Of several types of this compilation the one that comes later in it is the one too many, whichever a manifest has first.</summary>
    private static bool IsSaidBelow(ISymbol symbol, Compilation compilation) =>
        symbol is INamedTypeSymbol type && WireNames.Of(compilation).IsShared(MessageParser.WireName(type));

    /// <summary>What a message is by itself start-up refuses too. A case and a type of somebody else's are only parts of messages, and come to no host by name.</summary>
    private static string Text(string name, INamedTypeSymbol first, INamedTypeSymbol second) =>
        IsMessage(first) && IsMessage(second)
            ? DeclarationMerge.NameOfTwo(name, SymbolNames.Full(first), SymbolNames.Full(second))
            : $"The message name '{name}' belongs to two types, {SymbolNames.Full(first)} and {SymbolNames.Full(second)}: no lock file or schema can hold both. {WayOut(first, second)}";

    private static string WayOut(INamedTypeSymbol first, INamedTypeSymbol second) =>
        Array.Find([second, first], IsMessage) is { } message ? $"Give {SymbolNames.Full(message)} a Name of its own in [Message]."
        : Array.Find([second, first], type => UnionParser.RootOf(type) is not null) is { } @case
            ? $"Give the case {SymbolNames.Full(@case)} another name, or {SymbolNames.Full(UnionParser.RootOf(@case)!)} a Name of its own in [Message]."
        : "Take one of the two [assembly: MessageFor] off.";

    private static bool IsMessage(INamedTypeSymbol type) => type.Find("MessageAttribute") is not null;
}
