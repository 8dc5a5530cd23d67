using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Contracts;

/// <summary>
/// Follows a value through the expression that it stands in, as long as it is in there as it is: what is computed from it, such as its length, a part or a hash, may be meant to be
/// shown.
/// </summary>
internal static class ShownValue
{
    // Of C# 12 and later, which the API that this is built against does not know: what stands in for the array of a method's last parameter.
    internal const OperationKind CollectionExpression = (OperationKind)0x7f;

    private const string InException = "is in the text of an exception, which is logged and kept with dead letters";
    private const string ByToString = "is in what ToString returns";

    /// <summary>Where the value is shown, as the end of a sentence about it; null where it is not.</summary>
    public static string? Where(IOperation value, ISymbol method)
    {
        var isText = method is IMethodSymbol { Name: nameof(ToString) or RedactionParser.Method };
        var how = Shows.InText;
        for (var current = value; ; )
        {
            switch (current.Parent)
            {
                case IConversionOperation
                or IParenthesizedOperation
                or ICoalesceOperation
                or ITranslatedQueryOperation
                or IArrayInitializerOperation
                or IArrayCreationOperation
                or { Kind: CollectionExpression }:
                case IConditionalOperation conditional when !ReferenceEquals(conditional.Condition, current):
                case IConditionalAccessOperation access when ReferenceEquals(access.WhenNotNull, current):
                    current = current.Parent!;
                    continue;
                case var _ when Holders.Of(current) is { } held:
                    (current, how) = (held.Holder, AtLeast(held.How, how));
                    continue;
                case IReturnOperation @return when SequenceCalls.Selecting(@return) is { } selecting:
                    (current, how) = (selecting, AtLeast(Shows.AsElement, how));
                    continue;
                case IArgumentOperation { Parent: IInvocationOperation call } argument when how != Shows.InText:
                    if (SequenceCalls.PassesOn(argument, call, out var isSequence))
                    {
                        (current, how) = (call, how == Shows.AsElement && !isSequence ? Shows.InText : how);
                        continue;
                    }

                    if (how == Shows.AsElement && SequenceCalls.IsJoin(argument, call.TargetMethod))
                    {
                        (current, how) = (call, Shows.InText);
                        continue;
                    }

                    return (how == Shows.AsElement ? LogCalls.ShowsElements(call) : DestructuredValues.Include(call, value))
                        ? LogCalls.Where(call, argument.Parameter)
                        : null;
                // What such an object says of itself is its type.
                case var _ when how != Shows.InText:
                    return null;
                case IInterpolationOperation
                or IInterpolatedStringOperation
                or IInterpolatedStringAppendOperation
                or IInterpolatedStringHandlerCreationOperation
                or IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String }:
                case IConditionalAccessOperation access when IsToStringOfIt(access.WhenNotNull):
                case IInvocationOperation call when ReferenceEquals(call.Instance, current) && IsToString(call):
                    current = current.Parent!;
                    continue;
                case IArgumentOperation { Parent: IInvocationOperation { Parent: IInterpolatedStringAppendOperation append } }:
                    current = append;
                    continue;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Constructor } target } }
                    when IsException(target.ContainingType):
                    return InException;
                case IArgumentOperation { Parent: IInvocationOperation call } argument when IsGuard(call.TargetMethod, argument.Parameter):
                    return InException;
                case IArgumentOperation { Parent: IInvocationOperation call } when IsText(call.TargetMethod):
                    current = call;
                    continue;
                case IArgumentOperation { Parent: IInvocationOperation call } argument:
                    return LogCalls.Where(call, argument.Parameter) ?? (isText && IsAppend(call.TargetMethod) ? ByToString : null);
                case IArgumentOperation { Parent: IObjectCreationOperation { Type: INamedTypeSymbol type } } when IsException(type):
                    return InException;
                case IReturnOperation @return:
                    return isText && IsOfMethod(@return) ? ByToString : null;
                default:
                    return null;
            }
        }
    }

    private static Shows AtLeast(Shows how, Shows before) => how > before ? how : before;

    /// <summary>Whether a method throws where a value is out of range, and names the value.</summary>
    private static bool IsGuard(IMethodSymbol method, IParameterSymbol? parameter) =>
        method.Name.StartsWith("ThrowIf", StringComparison.Ordinal)
        && parameter is { Name: "value" or "other" }
        && method.ContainingType.IsNamed("System", nameof(ArgumentOutOfRangeException));

    private static bool IsToString(IOperation operation) => operation is IInvocationOperation { TargetMethod.Name: nameof(ToString) };

    /// <summary>Whether it is that of the value which a conditional access found, and not of a part of it.</summary>
    private static bool IsToStringOfIt(IOperation operation) =>
        IsToString(operation) && operation is IInvocationOperation { Instance: IConditionalAccessInstanceOperation };

    /// <summary>Whether it is the method itself that returns, and no function in it.</summary>
    private static bool IsOfMethod(IReturnOperation operation)
    {
        IOperation? current = operation;
        while (current is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            current = current.Parent;
        }

        return current is null;
    }

    private static bool IsText(IMethodSymbol method) =>
        method is { IsStatic: true, ContainingType.SpecialType: SpecialType.System_String, Name: "Format" or "Concat" or "Join" };

    private static bool IsAppend(IMethodSymbol method) =>
        method.Name.StartsWith("Append", StringComparison.Ordinal) && method.ContainingType.IsNamed("System.Text", "StringBuilder");

    private static bool IsException(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.IsNamed("System", nameof(Exception)))
            {
                return true;
            }
        }

        return false;
    }
}
