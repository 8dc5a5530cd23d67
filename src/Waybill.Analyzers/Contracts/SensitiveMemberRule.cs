using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Analyzers.Topology;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Wire;

namespace Waybill.Analyzers.Contracts;

/// <summary>WB1010: a sensitive member whose value is shown all the same, or a mark that protects nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SensitiveMemberRule() : RuleAnalyzer(s_descriptor)
{
    internal const string Id = "WB1010";

    /// <summary>Set where the type need only be partial: what the code fix does.</summary>
    internal const string MakePartial = "Partial";

    /// <summary>Set where a mark is missing: what the code fix does. Where it is missing, the additional location says when it is not the diagnostic's own.</summary>
    internal const string PutMark = "Mark";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        Id,
        "A sensitive value must not be shown",
        "{0}",
        RuleCategory.Contracts,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "[Sensitive] keeps a value out of ToString, errors and tools. A routing key, a log line or an exception's text shows it all the same.",
        helpLinkUri: RuleHelp.Link(Id)
    );

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var marks = new IdleMarks();
        var sensitive = new SensitiveSymbols();
        context.RegisterSymbolAction(symbol => AnalyzeType(symbol, marks), SymbolKind.NamedType);
        context.RegisterOperationAction(
            operation => AnalyzeUse(operation, sensitive),
            OperationKind.PropertyReference,
            OperationKind.FieldReference,
            OperationKind.ParameterReference
        );
        context.RegisterOperationAction(operation => AnalyzeCall(operation, sensitive), OperationKind.Invocation);
        context.RegisterSymbolAction(symbol => AnalyzeGenerated(symbol, sensitive), SymbolKind.Method);
    }

    private static void AnalyzeType(SymbolAnalysisContext context, IdleMarks marks)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsStatic: false })
        {
            AnalyzeRoutingKey(context, type);
            AnalyzeToString(context, type);
        }

        foreach (var mark in marks.Of(type))
        {
            context.ReportDiagnostic(Diagnostic.Create(s_descriptor, mark.Place, Fix(mark.IsMissing ? PutMark : null), mark.Problem));
        }
    }

    private static void AnalyzeRoutingKey(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        if (type.Find("MessageAttribute") is not { } attribute || attribute.Argument<string>(1) is not { Length: > 0 } template)
        {
            return;
        }

        var members = MemberParser.Candidates(type);
        foreach (var word in RoutingKeyTemplate.Parse(template).Words.Where(word => word.IsProperty))
        {
            if (members.FirstOrDefault(member => member.Name == word.Text) is { } member && SensitiveMembers.Contains(member, type))
            {
                context.ReportDiagnostic(
                    Diagnostic.Create(
                        s_descriptor,
                        AttributePlace.Of(attribute, "routingKey") ?? type.Locations[0],
                        $"{type.Name}.{member.Name} is sensitive and part of the routing key '{template}', which is stored, logged and shown as it is. Route by another property"
                    )
                );
            }
        }
    }

    private static void AnalyzeToString(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        // An abstract record that is no message is printed by the messages that derive from it.
        if (
            !type.IsRecord
            || type.IsAbstract
            || RedactionParser.PrintsItself(type)
            || type.Find("MessageAttribute") is not null
            || RecordText.IsAuthors(type)
        )
        {
            return;
        }

        var shown = RedactionParser
            .ShownByBases(type)
            .Concat(MemberParser.Readable(type).Where(member => SensitiveMembers.Contains(member, type)))
            .Select(member => member.Name)
            .ToList();
        if (shown.Count == 0)
        {
            return;
        }

        var isCase = UnionParser.RootOf(type) is not null;
        context.ReportDiagnostic(
            Diagnostic.Create(
                s_descriptor,
                type.Locations[0],
                Fix(isCase && !TypeShell.IsPartial(type) ? MakePartial : null),
                $"The ToString of '{type.Name}' shows {string.Join(", ", shown)}, which is sensitive. "
                    + (
                        isCase
                            ? $"Make '{type.Name}' partial, and what it is nested in: what is generated for it leaves the value out"
                            : $"Only what is generated for messages leaves the value out: make '{type.Name}' one, or write its PrintMembers"
                    )
            )
        );
    }

    private static void AnalyzeUse(OperationAnalysisContext context, SensitiveSymbols sensitive)
    {
        if (sensitive.Name(context.Operation) is not { } name)
        {
            return;
        }

        var place = context.Operation.Syntax.GetLocation();
        if (ShownValue.Where(context.Operation, context.ContainingSymbol) is { } where)
        {
            context.ReportDiagnostic(
                Diagnostic.Create(
                    s_descriptor,
                    place,
                    $"{name} is sensitive and {where}. Leave it out, or show what identifies the message"
                )
            );
        }
        else if (sensitive.UnmarkedKeeper(context.Operation, context.Compilation) is { } keeper)
        {
            var called = $"{keeper.ContainingType.Name}.{keeper.Name}";
            context.ReportDiagnostic(
                Diagnostic.Create(
                    s_descriptor,
                    place,
                    [SourcePlace.Of(keeper, context.Compilation)!],
                    Fix(PutMark),
                    $"{name} is sensitive and kept in {called}, which bears no mark: the mark of a parameter holds for members that are called like it. Put [Sensitive] on {called} too"
                )
            );
        }
    }

    private static void AnalyzeCall(OperationAnalysisContext context, SensitiveSymbols sensitive)
    {
        foreach (
            var value in DestructuredValues
                .In((IInvocationOperation)context.Operation)
                .SelectMany(value => DestructuredValues.Within(value, sensitive.MayHold))
        )
        {
            context.ReportDiagnostic(TakenApart(value.Syntax.GetLocation(), value.Type!));
        }
    }

    private static void AnalyzeGenerated(SymbolAnalysisContext context, SensitiveSymbols sensitive)
    {
        foreach (var parameter in DestructuredValues.In((IMethodSymbol)context.Symbol))
        {
            if (sensitive.MayHold(parameter.Type))
            {
                context.ReportDiagnostic(TakenApart(parameter.Locations[0], parameter.Type));
            }
        }
    }

    private static Diagnostic TakenApart(Location place, ITypeSymbol type) =>
        Diagnostic.Create(
            s_descriptor,
            place,
            $"'{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' has sensitive members, and '@' in the template writes all of them into the log. Leave '@' out, or name the members that may be shown"
        );

    private static ImmutableDictionary<string, string?> Fix(string? fix) =>
        fix is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(fix, fix);
}
