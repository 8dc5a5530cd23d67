using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Analyzers.Reliability.Effects;
using Waybill.Analyzers.Reliability.Flow;

namespace Waybill.Analyzers.Reliability.Guards;

/// <summary>Branches on what was found by a value of the message: the way past the effect is the one that a second delivery takes.</summary>
internal sealed class Checks(EffectCatalogue catalogue, HandlerFlow flow)
{
    private readonly CheckedConditions _conditions = new(catalogue, flow);

    public bool Guard(FoundEffect effect) =>
        flow.All.Any(operation =>
            operation switch
            {
                IConditionalOperation conditional => Guards(conditional, effect.Operation),
                ISwitchOperation @switch => flow.IsFound(@switch.Value) && @switch.Cases.Any(@case => Scope.IsIn(effect.Operation, @case)),
                ISwitchExpressionOperation @switch => flow.IsFound(@switch.Value)
                    && @switch.Arms.Any(arm => Scope.IsIn(effect.Operation, arm)),
                ICoalesceOperation coalesce => flow.IsFound(coalesce.Value) && Scope.IsIn(effect.Operation, coalesce.WhenNull),
                ICoalesceAssignmentOperation coalesce => flow.IsFound(coalesce.Target) && Scope.IsIn(effect.Operation, coalesce.Value),
                _ => false,
            }
        );

    private bool Guards(IConditionalOperation conditional, IOperation effect)
    {
        if (Scope.IsIn(effect, conditional.WhenTrue))
        {
            return _conditions.Check(conditional.Condition, skipsWhen: false);
        }

        if (Scope.IsIn(effect, conditional.WhenFalse))
        {
            return _conditions.Check(conditional.Condition, skipsWhen: true);
        }

        return !Scope.IsIn(effect, conditional.Condition)
            && Scope.Dominates(conditional, effect)
            && (
                (Leaves(conditional.WhenTrue) && _conditions.Check(conditional.Condition, skipsWhen: true))
                || (Leaves(conditional.WhenFalse) && _conditions.Check(conditional.Condition, skipsWhen: false))
            );
    }

    private static bool Leaves(IOperation? branch) =>
        branch is not null
        && branch.DescendantsAndSelf().Any(operation => operation is IReturnOperation or IThrowOperation or IBranchOperation);
}
