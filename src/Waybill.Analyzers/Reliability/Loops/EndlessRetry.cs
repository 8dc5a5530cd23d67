using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Waybill.Analyzers.Reliability.Loops;

/// <summary>
/// Finds a retry loop without a bound: one without an end condition, where after a failure nothing can leave it. Silent as soon as one thing outside the
/// work itself might: a jump, a throw, a filter that counts, the cancellation token, a call of unknown code.
/// </summary>
internal static class EndlessRetry
{
    /// <summary>The catch that swallows for ever; null when the loop has a bound or is none.</summary>
    public static ICatchClauseOperation? Find(ILoopOperation loop) =>
        HasNoCondition(loop) ? Tries(loop).Select(@try => Find(loop, @try)).FirstOrDefault(caught => caught is not null) : null;

    private static ICatchClauseOperation? Find(ILoopOperation loop, ITryOperation @try)
    {
        if (LeavesAround(loop, @try) || (UsesToken(@try.Body) && CancellationEscapes(loop, @try)))
        {
            return null;
        }

        return @try.Catches.FirstOrDefault(caught => Swallows(loop, caught));
    }

    private static bool HasNoCondition(ILoopOperation loop) =>
        loop switch
        {
            IWhileLoopOperation { ConditionIsUntil: false } @while => IsTrue(@while.Condition),
            IForLoopOperation @for => @for.Condition is null || IsTrue(@for.Condition),
            _ => false,
        };

    private static bool IsTrue(IOperation? condition) => condition?.ConstantValue is { HasValue: true, Value: true };

    /// <summary>The try statements that this loop repeats, not those of a loop inside it.</summary>
    private static IEnumerable<ITryOperation> Tries(ILoopOperation loop) =>
        LoopExits.Within(loop.Body).OfType<ITryOperation>().Where(@try => @try.Catches.Length > 0 && InnermostLoop(@try) == loop);

    private static ILoopOperation? InnermostLoop(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is ILoopOperation loop)
            {
                return loop;
            }
        }

        return null;
    }

    private static bool Swallows(ILoopOperation loop, ICatchClauseOperation caught) =>
        !caught.ExceptionType.Name.Contains("Concurrency")
        && (caught.Filter is null || LooksAtNothingElse(caught))
        && !LoopExits.MayLeave(loop, caught.Handler);

    /// <summary>Whether something of the loop outside the try may leave it. A try whose catches all go on at once is passed by what follows it.</summary>
    private static bool LeavesAround(ILoopOperation loop, ITryOperation @try)
    {
        var skipsTheRest = @try.Catches.All(caught => GoesOn(loop, caught));
        return LoopExits
            .Within(loop.Body)
            .Where(operation => !Contains(@try, operation) && !Contains(operation, @try))
            .Where(operation => !skipsTheRest || operation.Syntax.SpanStart < @try.Syntax.SpanStart)
            .Concat(@try.Finally is null ? [] : LoopExits.Within(@try.Finally))
            .Concat(loop is IForLoopOperation @for ? @for.AtLoopBottom.SelectMany(LoopExits.Within) : [])
            .Any(operation => LoopExits.MayLeaveAt(loop, operation));
    }

    private static bool GoesOn(ILoopOperation loop, ICatchClauseOperation caught) =>
        caught.Handler.Operations.LastOrDefault() is IBranchOperation { BranchKind: BranchKind.Continue } branch
        && SymbolEqualityComparer.Default.Equals(branch.Target, loop.ContinueLabel);

    /// <summary>Whether a cancelled token ends the loop: no catch takes the exception, or the one that does leaves.</summary>
    private static bool CancellationEscapes(ILoopOperation loop, ITryOperation @try)
    {
        var taking = @try.Catches.FirstOrDefault(caught => TakesCancellation(caught.ExceptionType));
        return taking is null || taking.Filter is not null || LoopExits.MayLeave(loop, taking.Handler);
    }

    private static bool TakesCancellation(ITypeSymbol type) =>
        type
            is { SpecialType: SpecialType.System_Object }
                or { Name: "Exception" or "SystemException" or "OperationCanceledException" or "TaskCanceledException" };

    private static bool UsesToken(IOperation operation) => LoopExits.Within(operation).Any(LoopExits.IsToken);

    /// <summary>A filter that looks at the exception only sorts failures; one that looks at anything else may count.</summary>
    private static bool LooksAtNothingElse(ICatchClauseOperation caught) =>
        LoopExits
            .Within(caught.Filter!)
            .All(operation =>
                operation switch
                {
                    ILocalReferenceOperation local => caught.Locals.Contains(local.Local, SymbolEqualityComparer.Default)
                        || IsDeclaredIn(local.Local, caught.Filter!),
                    IParameterReferenceOperation => false,
                    IInvocationOperation call => LoopExits.IsHarmless(call.TargetMethod),
                    IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member => member.ConstantValue.HasValue,
                    _ => true,
                }
            );

    private static bool IsDeclaredIn(ILocalSymbol local, IOperation operation) =>
        local.DeclaringSyntaxReferences.Any(reference => operation.Syntax.Span.Contains(reference.Span));

    private static bool Contains(IOperation outer, IOperation inner)
    {
        for (IOperation? current = inner; current is not null; current = current.Parent)
        {
            if (ReferenceEquals(current, outer))
            {
                return true;
            }
        }

        return false;
    }
}
