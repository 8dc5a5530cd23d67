using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Contracts;

/// <summary>
/// Values that a log's template takes apart: of <c>{@Name}</c> Serilog and NLog write every member, whatever its <c>ToString</c> says. https://messagetemplates.org
/// </summary>
internal static class DestructuredValues
{
    private static readonly Regex s_holes = new(@"\{\{|\{(@?)([^{}:,]*)[^{}]*\}", RegexOptions.CultureInvariant);

    /// <summary>The values that a call takes apart.</summary>
    public static IEnumerable<IOperation> In(IInvocationOperation call)
    {
        // Asked of every call, and nearly none has one.
        foreach (var argument in call.Arguments)
        {
            if (
                argument is { Parameter: { } parameter, Value.ConstantValue: { HasValue: true, Value: string text } }
                && IsTakingApart(text)
                && LogCalls.IsLog(call)
            )
            {
                return TakenApart(text, call.Arguments.Where(other => other.Parameter?.Ordinal > parameter.Ordinal));
            }
        }

        return [];
    }

    /// <summary>The parameters that a method for whose template the body is generated takes apart.</summary>
    public static IEnumerable<IParameterSymbol> In(IMethodSymbol method)
    {
        if (!method.IsPartialDefinition || LogCalls.TemplateOf(method) is not { } template || !IsTakingApart(template))
        {
            return [];
        }

        var names = Holes(template)
            .Where(IsTakingApart)
            .Select(hole => hole.Groups[2].Value)
            .ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        return method.Parameters.Where(parameter => names.Contains(parameter.Name));
    }

    /// <summary>Whether a call takes apart what is made of a value, or the value.</summary>
    public static bool Include(IInvocationOperation call, IOperation value) =>
        In(call).Any(taken => taken.Syntax.Span.Contains(value.Syntax.Span));

    /// <summary>What a value is made of, as far as nothing that holds it is taken already; the value itself where it is.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isTaken">Whether values of a type are taken.</param>
    public static IEnumerable<IOperation> Within(IOperation value, Func<ITypeSymbol, bool> isTaken)
    {
        var bare = Unconverted(value);
        return bare.Type is { } type && isTaken(type) && !IsOverwritten(bare)
            ? [bare]
            : Parts(bare).SelectMany(part => Within(part, isTaken));
    }

    private static bool IsTakingApart(string template) => template.Contains("{@");

    private static bool IsTakingApart(Match hole) => hole.Groups[1].Length > 0;

    private static IEnumerable<Match> Holes(string template) => s_holes.Matches(template).Cast<Match>().Where(hole => hole.Value != "{{");

    private static IEnumerable<IOperation> TakenApart(string template, IEnumerable<IArgumentOperation> arguments)
    {
        var values = arguments.OrderBy(argument => argument.Parameter!.Ordinal).SelectMany(Values);
        return Holes(template).Zip(values, static (hole, value) => IsTakingApart(hole) ? value : null).OfType<IOperation>();
    }

    private static IEnumerable<IOperation> Values(IArgumentOperation argument) =>
        argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } initializer } }
            ? initializer.ElementValues
            : ImmutableArray.Create(argument.Value);

    private static IEnumerable<IOperation> Parts(IOperation value) =>
        value switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            { Kind: ShownValue.CollectionExpression } => value.ChildOperations,
            _ => Holders.Parts(value).Select(static part => part.Value),
        };

    /// <summary>Whether it is a copy in which every member that holds a sensitive value has got another.</summary>
    private static bool IsOverwritten(IOperation value) =>
        value is IWithOperation { Initializer: { } initializer, Type: INamedTypeSymbol { IsGenericType: false } type }
        && !UnionParser.IsRoot(type)
        && SensitiveMembers
            .Holding(type)
            .All(member =>
                initializer.Initializers.Any(part =>
                    part is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member.Name: var name } }
                    && name == member.Name
                )
            );

    /// <summary>The object itself, which is taken apart whatever type it is seen as.</summary>
    private static IOperation Unconverted(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
        {
            value = conversion.Operand;
        }

        return value;
    }
}
