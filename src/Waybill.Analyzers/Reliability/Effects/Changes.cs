using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Analyzers.Reliability.Flow;

namespace Waybill.Analyzers.Reliability.Effects;

/// <summary>Changes of a stored object that build on its old value, <c>account.Balance += order.Amount</c>, where something stores it afterwards.</summary>
internal sealed class Changes(EffectCatalogue catalogue, HandlerFlow flow)
{
    private static readonly string[] s_loading = ["Find", "Get", "Load", "First", "Single", "Fetch", "Read", "Query", "Last", "Aggregate"];

    private static readonly string[] s_storing =
    [
        "Save",
        "Commit",
        "Update",
        "Store",
        "Upsert",
        "Put",
        "Replace",
        "Set",
        "Write",
        "Persist",
        "Append",
    ];

    /// <summary>What is changed, as the middle of a sentence; null for a change that does not build on the old value, or of nothing stored.</summary>
    public string? Find(IOperation operation)
    {
        var (target, sign) = operation switch
        {
            ICompoundAssignmentOperation compound => (compound.Target, Sign(compound.OperatorKind)),
            IIncrementOrDecrementOperation { Kind: OperationKind.Increment } step => (step.Target, "++"),
            IIncrementOrDecrementOperation step => (step.Target, "--"),
            ISimpleAssignmentOperation { Value: IBinaryOperation binary } set when IsSame(set.Target, binary.LeftOperand) => (
                set.Target,
                Sign(binary.OperatorKind)
            ),
            _ => (null, null),
        };
        return
            sign is not null
            && target is IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol, Instance: { } owner } member
            && !IsBookkeeping(member.Member.Name)
            && Entity(owner) is { } entity
            && IsLoaded(entity)
            && IsStored(entity, operation)
            && !IsReset(member, operation)
            ? $"changes {owner.Type?.Name}.{member.Member.Name} by {sign}"
            : null;
    }

    private static string? Sign(BinaryOperatorKind kind) =>
        kind switch
        {
            BinaryOperatorKind.Add => "+=",
            BinaryOperatorKind.Subtract => "-=",
            BinaryOperatorKind.Multiply => "*=",
            BinaryOperatorKind.Divide => "/=",
            _ => null,
        };

    /// <summary>Numbers that count runs, and are meant to.</summary>
    private static bool IsBookkeeping(string name) =>
        name.Contains("Version")
        || name.Contains("Revision")
        || name.Contains("Attempt")
        || name.Contains("Retr")
        || name.Contains("Failure");

    /// <summary>The variable at the root of <c>account.Wallet.Balance</c>; null when it is none.</summary>
    private static ISymbol? Entity(IOperation owner)
    {
        var current = HandlerFlow.Unwrap(owner);
        while (current is IMemberReferenceOperation { Instance: { } instance })
        {
            current = HandlerFlow.Unwrap(instance);
        }

        return HandlerFlow.Variable(current);
    }

    private bool IsLoaded(ISymbol entity) => flow.ValuesOf(entity).Any(value => IsLoad(value, depth: 0));

    private bool IsLoad(IOperation value, int depth) =>
        depth < 4
        && HandlerFlow.Unwrap(value) switch
        {
            IInvocationOperation call => (flow.SourcesOf(call) & Sources.Outside) != 0
                && s_loading.Any(verb => call.TargetMethod.Name.StartsWith(verb, StringComparison.Ordinal))
                && !IsMemory(call),
            ICoalesceOperation coalesce => IsLoad(coalesce.Value, depth + 1),
            IMemberReferenceOperation { Instance: { } instance } => IsLoad(instance, depth + 1),
            var other => HandlerFlow.Variable(other) is { } variable && flow.ValuesOf(variable).Any(inner => IsLoad(inner, depth + 1)),
        };

    /// <summary>A collection of the platform holds what is gone after a restart.</summary>
    private static bool IsMemory(IInvocationOperation call) =>
        call.Instance?.Type is { } type
        && PlatformTypes.Has(type)
        && !type.AllInterfaces.Any(@interface => @interface.Name == "IQueryable");

    private bool IsStored(ISymbol entity, IOperation change) =>
        flow
            .All.OfType<IInvocationOperation>()
            .Any(call =>
                call.Syntax.Span.End > change.Syntax.SpanStart
                && (
                    catalogue.Find(call, flow) == Category.Commit
                    || call.TargetMethod.Name.StartsWith("SaveChanges", StringComparison.Ordinal)
                    || (
                        s_storing.Any(verb => call.TargetMethod.Name.StartsWith(verb, StringComparison.Ordinal))
                        && call.Arguments.Any(argument => HandlerFlow.IsVariable(argument.Value, entity))
                    )
                )
            );

    /// <summary>Set before and then summed up: the result is the same each time.</summary>
    private bool IsReset(IMemberReferenceOperation member, IOperation change) =>
        flow
            .All.OfType<ISimpleAssignmentOperation>()
            .Any(set =>
                Scope.IsBefore(set, change)
                && IsSame(set.Target, member)
                && !set.Value.DescendantsAndSelf().Any(inner => IsSame(inner, member))
            );

    private static bool IsSame(IOperation one, IOperation other) =>
        HandlerFlow.Unwrap(one) is IMemberReferenceOperation { Instance: { } first } left
        && HandlerFlow.Unwrap(other) is IMemberReferenceOperation { Instance: { } second } right
        && SymbolEqualityComparer.Default.Equals(left.Member, right.Member)
        && Entity(first) is { } entity
        && SymbolEqualityComparer.Default.Equals(entity, Entity(second));
}
