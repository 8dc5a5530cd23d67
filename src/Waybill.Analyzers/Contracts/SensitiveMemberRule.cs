using System.Collections.Concurrent;
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
        var known = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
        context.RegisterSymbolAction(AnalyzeType, SymbolKind.NamedType);
        context.RegisterOperationAction(
            operation => AnalyzeUse(operation, known),
            OperationKind.PropertyReference,
            OperationKind.FieldReference,
            OperationKind.ParameterReference
        );
    }

    private static void AnalyzeType(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsStatic)
        {
            return;
        }

        AnalyzeRoutingKey(context, type);
        AnalyzeToString(context, type);
        foreach (var (mark, problem) in IdleMarks(type))
        {
            var place = mark.ApplicationSyntaxReference is { } syntax ? Location.Create(syntax.SyntaxTree, syntax.Span) : type.Locations[0];
            context.ReportDiagnostic(Diagnostic.Create(s_descriptor, place, problem));
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
        if (!type.IsRecord || type.IsAbstract || RedactionParser.PrintsItself(type) || (type.Find("MessageAttribute") is not null))
        {
            return;
        }

        var shown = RedactionParser
            .ShownByBases(type)
            .Concat(RedactionParser.Printable(type).Where(member => SensitiveMembers.Contains(member, type)))
            .Select(member => member.Name)
            .ToList();
        if (shown.Count == 0)
        {
            return;
        }

        var isCase = UnionParser.RootOf(type) is not null;
        var properties =
            isCase && !TypeShell.IsPartial(type)
                ? ImmutableDictionary<string, string?>.Empty.Add(MakePartial, MakePartial)
                : ImmutableDictionary<string, string?>.Empty;
        context.ReportDiagnostic(
            Diagnostic.Create(
                s_descriptor,
                type.Locations[0],
                properties,
                $"The ToString of '{type.Name}' shows {string.Join(", ", shown)}, which is sensitive. "
                    + (
                        isCase
                            ? $"Make '{type.Name}' partial, and what it is nested in: what is generated for it leaves the value out"
                            : $"Only what is generated for messages leaves the value out: make '{type.Name}' one, or write its PrintMembers"
                    )
            )
        );
    }

    /// <summary>Marks where nobody looks.</summary>
    private static IEnumerable<(AttributeData Mark, string Problem)> IdleMarks(INamedTypeSymbol type)
    {
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (field.AssociatedSymbol is IPropertySymbol property && SensitiveMembers.Mark(field) is { } mark)
            {
                yield return (
                    mark,
                    $"[Sensitive] stands on the field behind {type.Name}.{property.Name}, where it protects nothing. Leave out 'field:'"
                );
            }
        }

        foreach (var parameter in type.InstanceConstructors.SelectMany(constructor => constructor.Parameters))
        {
            if (SensitiveMembers.Mark(parameter) is { } mark && SensitiveMembers.MemberOf(parameter) is null)
            {
                yield return (
                    mark,
                    $"[Sensitive] stands on the parameter '{parameter.Name}', and {type.Name} has no property or field of that name. Put it on the one that is meant"
                );
            }
        }
    }

    private static void AnalyzeUse(OperationAnalysisContext context, ConcurrentDictionary<ISymbol, bool> known)
    {
        ISymbol? used = context.Operation switch
        {
            IPropertyReferenceOperation { Property: { IsIndexer: false } property } => property.OriginalDefinition,
            IFieldReferenceOperation { Field: { IsConst: false } field } => field.OriginalDefinition,
            IParameterReferenceOperation
            {
                Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter
            } => parameter,
            _ => null,
        };
        if (used is null or { IsStatic: true } || !known.GetOrAdd(used, IsSensitive))
        {
            return;
        }

        if (ShownValue.Where(context.Operation, context.ContainingSymbol) is { } where)
        {
            context.ReportDiagnostic(
                Diagnostic.Create(
                    s_descriptor,
                    context.Operation.Syntax.GetLocation(),
                    $"{used.ContainingType.Name}.{(used is IParameterSymbol parameter ? SensitiveMembers.MemberOf(parameter)?.Name : used.Name)} is sensitive and {where}. Leave it out, or show what identifies the message"
                )
            );
        }
    }

    private static bool IsSensitive(ISymbol symbol) =>
        symbol is IParameterSymbol parameter
            ? SensitiveMembers.MemberOf(parameter) is { } member && SensitiveMembers.Contains(member, parameter.ContainingType)
            : SensitiveMembers.Contains(symbol, symbol.ContainingType);
}
