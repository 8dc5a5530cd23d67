using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Contracts;

/// <summary>WB1003: a field number that is used twice, out of range or reserved.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FieldNumberRule() : RuleAnalyzer(s_descriptor)
{
    internal const string Id = "WB1003";

    /// <summary>A number that nobody has: what the code fix takes.</summary>
    internal const string Free = "Free";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        Id,
        "A field number must be free and usable",
        "{0}",
        RuleCategory.Contracts,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "On the wire a field is its number. One that two members share, or that a removed member had, would be read as something that it is not.",
        helpLinkUri: RuleHelp.Link(Id)
    );

    private protected override void Register(CompilationStartAnalysisContext context) =>
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        // What no code is generated for at all is for WB1001 to say.
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.Find("MessageAttribute") is null || !MessageParser.CanEmit(type))
        {
            return;
        }

        var members = MemberParser.Parse(type).ToList();
        var free = FieldNumbers.NextFree(type, members);
        foreach (var numbered in FieldNumbers.Assign(type, members))
        {
            if (numbered.Problem is { } problem)
            {
                var properties = ImmutableDictionary<string, string?>.Empty.Add(Free, free.ToString(CultureInfo.InvariantCulture));
                context.ReportDiagnostic(
                    Diagnostic.Create(
                        s_descriptor,
                        Place(context, numbered.Member),
                        properties,
                        $"{type.Name}.{numbered.Member.Symbol.Name} {problem} Take another, such as {free}."
                    )
                );
                // Each its own, so that mending them all at once ends with no two alike.
                free = FieldNumbers.After(free);
            }
        }
    }

    private static Location Place(SymbolAnalysisContext context, MessageMember member) =>
        member.Symbol.Locations.FirstOrDefault(place => place.IsInSource) ?? context.Symbol.Locations[0];
}
