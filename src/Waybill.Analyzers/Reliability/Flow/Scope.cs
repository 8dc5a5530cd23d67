using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Waybill.Analyzers.Reliability.Flow;

/// <summary>Where in the method an operation stands.</summary>
internal static class Scope
{
    public static bool IsIn(IOperation operation, IOperation? outer)
    {
        for (IOperation? current = operation; current is not null && outer is not null; current = current.Parent)
        {
            if (ReferenceEquals(current, outer))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsBefore(IOperation first, IOperation second) => first.Syntax.SpanStart < second.Syntax.SpanStart;

    /// <summary>Whether <paramref name="first"/> ran whenever <paramref name="second"/> runs: it stands before it, and in no branch, loop or function of its own.</summary>
    public static bool Dominates(IOperation first, IOperation second) => IsBefore(first, second) && IsIn(second, BranchOf(first));

    /// <summary>The branch, body or method that the operation always runs in when that is entered.</summary>
    public static IOperation BranchOf(IOperation operation)
    {
        var current = operation;
        while (current.Parent is { } parent)
        {
            var isPassed = parent switch
            {
                IConditionalOperation conditional => ReferenceEquals(current, conditional.Condition),
                ISwitchOperation @switch => ReferenceEquals(current, @switch.Value),
                ISwitchCaseOperation or ICatchClauseOperation or IAnonymousFunctionOperation or ILocalFunctionOperation => false,
                IForEachLoopOperation loop => ReferenceEquals(current, loop.Collection),
                ILoopOperation => false,
                ICoalesceOperation coalesce => ReferenceEquals(current, coalesce.Value),
                _ => true,
            };
            if (!isPassed)
            {
                return current;
            }

            current = parent;
        }

        return current;
    }
}
