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

    /// <summary>The name of the member or case, for the code fix.</summary>
    internal const string Part = "Part";

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

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var locked = new ProjectLock(context.Options, context.CancellationToken);
        context.RegisterSymbolAction(symbol => Analyze(symbol, locked), SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context, ProjectLock file)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        ReportIdle(context, IdleNumbers.Of(type));

        // What no code is generated for at all is for WB1001 to say.
        if (
            type.Find("MessageAttribute") is not { } attribute
            || MessageParser.Parse(type, attribute, context.CancellationToken) is not { } declared
        )
        {
            return;
        }

        Analyze(context, type, Vantage.Inside(type), declared, file);
        foreach (var (of, @case) in UnionParser.Cases(type).Zip(declared.Cases, (of, @case) => (of, @case)))
        {
            Analyze(context, of, UnionModels.VantageOf(type), @case, file);
        }
    }

    /// <summary>What works as it stands, and probably not as it was meant.</summary>
    private static void ReportIdle(SymbolAnalysisContext context, IEnumerable<(AttributeData Attribute, string Problem)> idle)
    {
        foreach (var (attribute, problem) in idle)
        {
            if (SourcePlace.Contains(attribute, context.Compilation))
            {
                var place = attribute.ApplicationSyntaxReference!;
                context.ReportDiagnostic(
                    Diagnostic.Create(
                        s_descriptor,
                        Location.Create(place.SyntaxTree, place.Span),
                        DiagnosticSeverity.Warning,
                        additionalLocations: null,
                        properties: null,
                        problem
                    )
                );
            }
        }
    }

    private static void Analyze(
        SymbolAnalysisContext context,
        INamedTypeSymbol type,
        Vantage vantage,
        DeclaredMessage declared,
        ProjectLock file
    )
    {
        // Of a message that cannot be made, which members it carries a constructor would have to say; those of a root its cases carry, each by its own.
        if (declared.Model is { Construction.Problem: null, Cases: null })
        {
            ReportIdle(context, IdleNumbers.Of(type, vantage));
        }

        var reserved = declared.Model.Reserved;
        var members = declared.Members;
        var locked = file.Message(declared.Model.Name);
        // Each its own, so that mending them all at once ends with no two alike.
        using var free = FieldNumbers.Free(members, reserved, locked).GetEnumerator();
        foreach (
            var (name, assigned) in members.Zip(FieldNumbers.Assign(members, reserved, locked), (member, number) => (member.Name, number))
        )
        {
            if (assigned.IsOfName)
            {
                Report(context, MemberPlace.Of(type, name, context.Compilation), $"{type.Name}.{name} {assigned.Problem}");
            }
            else if (assigned.Problem is { } problem)
            {
                // Where none is free, that is still a field that is not written.
                var next = free.MoveNext() ? free.Current.ToString(CultureInfo.InvariantCulture) : null;
                var properties = next is null ? null : ImmutableDictionary<string, string?>.Empty.Add(Free, next).Add(Part, name);
                Report(
                    context,
                    MemberPlace.Of(type, name, context.Compilation),
                    $"{type.Name}.{name} {problem} {(next is null ? "Pin one that nothing had, with [Field(n)]." : $"Take another, such as {next}.")}",
                    properties
                );
            }
        }
    }

    private static void Report(
        SymbolAnalysisContext context,
        Location place,
        string text,
        ImmutableDictionary<string, string?>? properties = null
    ) => context.ReportDiagnostic(Diagnostic.Create(s_descriptor, place, properties, text));
}
