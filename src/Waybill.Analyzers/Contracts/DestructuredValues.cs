using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Waybill.Analyzers.Contracts;

/// <summary>
/// Values that a log's template takes apart: of <c>{@Name}</c> Serilog and NLog write every member, whatever its <c>ToString</c> says. https://messagetemplates.org
/// </summary>
internal static class DestructuredValues
{
    private static readonly Regex s_holes = new(@"\{\{|\{(@?)[^{}]*\}", RegexOptions.CultureInvariant);

    /// <summary>The values that a call takes apart.</summary>
    public static IEnumerable<IOperation> In(IInvocationOperation call)
    {
        // Asked of every call, and nearly none has one.
        foreach (var argument in call.Arguments)
        {
            if (
                argument is { Parameter: { } parameter, Value.ConstantValue: { HasValue: true, Value: string text } }
                && text.Contains("{@")
                && LogCalls.IsLog(call)
            )
            {
                return TakenApart(text, call.Arguments.Where(other => other.Parameter?.Ordinal > parameter.Ordinal));
            }
        }

        return [];
    }

    private static IEnumerable<IOperation> TakenApart(string template, IEnumerable<IArgumentOperation> arguments)
    {
        var holes = s_holes.Matches(template).Cast<Match>().Where(hole => hole.Value != "{{");
        var values = arguments.OrderBy(argument => argument.Parameter!.Ordinal).SelectMany(Values);
        return holes.Zip(values, static (hole, value) => hole.Groups[1].Length > 0 ? value : null).OfType<IOperation>();
    }

    private static IEnumerable<IOperation> Values(IArgumentOperation argument) =>
        (
            argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } initializer } }
                ? initializer.ElementValues
                : ImmutableArray.Create(argument.Value)
        ).Select(Unconverted);

    private static IOperation Unconverted(IOperation value)
    {
        while (value is IConversionOperation { IsImplicit: true } conversion)
        {
            value = conversion.Operand;
        }

        return value;
    }
}
