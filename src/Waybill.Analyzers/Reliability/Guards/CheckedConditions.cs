using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Analyzers.Reliability.Effects;
using Waybill.Analyzers.Reliability.Flow;
using Waybill.Roslyn;

namespace Waybill.Analyzers.Reliability.Guards;

/// <summary>
/// Tells whether a condition can be a check for a repetition. It has to look at something found outside by a value of the message; a test for what has to be
/// there anyway (<c>account is null</c>: return), for enough of something, for success of another call, or for what is allowed is none.
/// </summary>
internal sealed class CheckedConditions(EffectCatalogue catalogue, HandlerFlow flow)
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static readonly Regex s_sequence = new(
        "Version|Sequence|Position|Offset|Revision|Number|Timestamp|Date|Time|At$|Updated|Last|Epoch|Lsn",
        Options
    );

    /// <summary>Names of what says nothing about earlier deliveries.</summary>
    private static readonly Regex s_other = new(
        "Success|Succeeded|StatusCode|IsOk|Failed|Valid|Enabled|Allowed|Authori[sz]ed|Permi|Supported|Supports|CanHandle|IsMatch",
        Options
    );

    /// <summary>Whether the condition keeps a second delivery out.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="skipsWhen">The value of the condition with which the effect is passed by.</param>
    public bool Check(IOperation condition, bool skipsWhen)
    {
        condition = HandlerFlow.Unwrap(condition);
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return Check(not.Operand, !skipsWhen);
            case IBinaryOperation
            {
                OperatorKind: BinaryOperatorKind.ConditionalAnd
                    or BinaryOperatorKind.ConditionalOr
                    or BinaryOperatorKind.And
                    or BinaryOperatorKind.Or
            } both:
                return Check(both.LeftOperand, skipsWhen) || Check(both.RightOperand, skipsWhen);
            case IInvocationOperation call when catalogue.Find(call, flow) == Category.Check:
                return true;
        }

        if (HandlerFlow.Variable(condition) is { } variable)
        {
            return flow.ValuesOf(variable) is [var value] && !ReferenceEquals(value, condition) && Check(value, skipsWhen);
        }

        return flow.IsFound(condition) && !FollowsEffect(condition) && IsCheck(condition, skipsWhen);
    }

    private bool IsCheck(IOperation condition, bool skipsWhen) =>
        condition switch
        {
            IIsPatternOperation matched => Matches(matched.Value, matched.Pattern, skipsWhen),
            IBinaryOperation binary => Compares(binary, skipsWhen),
            IInvocationOperation call => Asks(call, skipsWhen),
            IPropertyReferenceOperation { Property.Name: "HasValue" } => skipsWhen,
            IPropertyReferenceOperation property => IsChanged(property),
            _ => true,
        };

    private bool Matches(IOperation value, IPatternOperation pattern, bool skipsWhen) =>
        pattern switch
        {
            INegatedPatternOperation negated => Matches(value, negated.Pattern, !skipsWhen),
            IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } => !skipsWhen,
            IRecursivePatternOperation { PropertySubpatterns.Length: 0, DeconstructionSubpatterns.Length: 0 } => skipsWhen,
            IDeclarationPatternOperation or ITypePatternOperation => skipsWhen,
            IRelationalPatternOperation => IsSequence(value) || IsRows(value),
            _ => !s_other.IsMatch(NameOf(value)),
        };

    private bool Compares(IBinaryOperation binary, bool skipsWhen)
    {
        if (binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)
        {
            var isEqual = binary.OperatorKind == BinaryOperatorKind.Equals;
            if (IsNull(binary.LeftOperand) || IsNull(binary.RightOperand))
            {
                return skipsWhen != isEqual;
            }

            if (IsZero(binary.RightOperand) && NameOf(binary.LeftOperand) is "Count" or "CountAsync" or "Length" or "LongCount")
            {
                return skipsWhen != isEqual;
            }

            return !s_other.IsMatch(NameOf(binary.LeftOperand)) && !s_other.IsMatch(NameOf(binary.RightOperand));
        }

        var isGreater = binary.OperatorKind is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
        return IsSequence(binary.LeftOperand)
            || IsSequence(binary.RightOperand)
            || IsRows(binary.LeftOperand)
            || (
                NameOf(binary.LeftOperand) is "Count" or "CountAsync" or "Length"
                && binary.RightOperand.ConstantValue.HasValue
                && skipsWhen == isGreater
            );
    }

    private bool Asks(IInvocationOperation call, bool skipsWhen)
    {
        var method = call.TargetMethod;
        if (s_other.IsMatch(method.Name))
        {
            return false;
        }

        return method.Name switch
        {
            "IsNullOrEmpty" or "IsNullOrWhiteSpace" => !skipsWhen,
            // Whether there is one at all; with a condition on its state either answer may be the one of a second delivery.
            "Any" or "AnyAsync" => skipsWhen || LooksAtState(call),
            _ => call.Instance?.Type?.SpecialType != SpecialType.System_String,
        };
    }

    private static bool LooksAtState(IInvocationOperation call) =>
        call.Descendants().OfType<IBinaryOperation>().Any(binary => binary.OperatorKind == BinaryOperatorKind.ConditionalAnd);

    /// <summary>A yes or no of what was found counts where the handler changes it, or hands the object to code that may.</summary>
    private bool IsChanged(IPropertyReferenceOperation property)
    {
        if (s_other.IsMatch(property.Property.Name))
        {
            return false;
        }

        var owner = property.Instance is null ? null : HandlerFlow.Variable(HandlerFlow.Unwrap(property.Instance));
        return flow.All.Any(operation =>
            operation switch
            {
                IAssignmentOperation { Target: IPropertyReferenceOperation target } => SymbolEqualityComparer.Default.Equals(
                    target.Property,
                    property.Property
                ),
                IInvocationOperation call when owner is not null => (
                    call.Instance is { } instance && HandlerFlow.IsVariable(instance, owner)
                ) || call.Arguments.Any(argument => HandlerFlow.IsVariable(argument.Value, owner)),
                _ => false,
            }
        );
    }

    /// <summary>A number or time that orders messages: an older one is a repetition.</summary>
    private bool IsSequence(IOperation operation)
    {
        operation = HandlerFlow.Unwrap(operation);
        return s_sequence.IsMatch(NameOf(operation))
            || operation.Type?.IsNamed("System", "DateTime") == true
            || operation.Type?.IsNamed("System", "DateTimeOffset") == true;
    }

    /// <summary>The number of rows that a statement changed.</summary>
    private bool IsRows(IOperation operation) =>
        flow.Trace(operation) is IInvocationOperation { TargetMethod.Name: { } name }
        && (name.StartsWith("Execute", StringComparison.Ordinal) || name.Contains("Increment"));

    /// <summary>Whether what is looked at is the answer of an effect, which tells how this run went.</summary>
    private bool FollowsEffect(IOperation condition) =>
        condition
            .DescendantsAndSelf()
            .Select(operation => HandlerFlow.Variable(operation) is null ? operation : flow.Trace(operation))
            .OfType<IInvocationOperation>()
            .Any(call =>
                catalogue.Find(call, flow) is Category.Http or Category.Mail or Category.Sms or Category.Payment or Category.Other
            );

    private static string NameOf(IOperation operation) =>
        HandlerFlow.Unwrap(operation) switch
        {
            IMemberReferenceOperation member => member.Member.Name,
            IInvocationOperation call => call.TargetMethod.Name,
            ILocalReferenceOperation local => local.Local.Name,
            IConditionalAccessOperation access => NameOf(access.WhenNotNull),
            _ => "",
        };

    private static bool IsNull(IOperation operation) => HandlerFlow.Unwrap(operation).ConstantValue is { HasValue: true, Value: null };

    private static bool IsZero(IOperation operation) => HandlerFlow.Unwrap(operation).ConstantValue is { HasValue: true, Value: 0 };
}
