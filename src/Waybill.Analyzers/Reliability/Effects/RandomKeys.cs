using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Analyzers.Reliability.Flow;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Reliability.Effects;

/// <summary>Values that are others each time, in the keys of what is published: who receives both takes them for two things.</summary>
internal sealed class RandomKeys(EffectCatalogue catalogue, HandlerFlow flow)
{
    private const int MaxDepth = 12;

    /// <summary>The random value in an operation; null for none.</summary>
    public IInvocationOperation? Find(IOperation operation) => Find(operation, MaxDepth);

    /// <summary>Random keys of the messages that a call publishes.</summary>
    public IEnumerable<FoundEffect> Published(IInvocationOperation call) =>
        call.TargetMethod.Name is "PublishAsync" or "PublishBatchAsync" or "SendAsync" or "Publish"
        && call.Instance?.Type is { } receiver
        && (IsWaybill(receiver) || receiver.AllInterfaces.Any(IsWaybill))
            ? call.Arguments.SelectMany(argument => Messages(argument.Value, MaxDepth)).SelectMany(InKeys)
            : [];

    /// <summary>Random keys of the message that the handler gives back, or one of those that it yields.</summary>
    public IEnumerable<FoundEffect> Returned(IReturnOperation @return) =>
        @return.ReturnedValue is { } value && !IsInFunction(@return) ? Messages(value, MaxDepth).SelectMany(InKeys) : [];

    /// <summary>The messages that a value is or holds, where their creation is in sight: not what they are passed to other code for.</summary>
    private IEnumerable<IObjectCreationOperation> Messages(IOperation value, int depth)
    {
        var traced = flow.Trace(value);
        return traced switch
        {
            _ when depth == 0 => [],
            IObjectCreationOperation { Type: { } type } creation
                when MessageTypes.IsMessage(type) || UnionParser.RootOf(type) is not null => [creation],
            IInvocationOperation { TargetMethod.Name: not "FromResult" } or IAnonymousFunctionOperation => [],
            _ => traced.ChildOperations.SelectMany(child => Messages(child, depth - 1)),
        };
    }

    private IEnumerable<FoundEffect> InKeys(IObjectCreationOperation creation)
    {
        foreach (var (name, value) in Members(creation))
        {
            if (KeyNames.IsIdentity(name) && Find(value) is { } random)
            {
                yield return new(
                    random,
                    Category.Random,
                    $"puts {random.TargetMethod.ContainingType.Name}.{random.TargetMethod.Name} into the key {creation.Type?.Name}.{name}"
                );
            }
        }
    }

    /// <summary>The members of an object by name, as its creation sets them.</summary>
    public static IEnumerable<(string Name, IOperation Value)> Members(IObjectCreationOperation creation) =>
        creation
            .Arguments.Where(argument => argument.ArgumentKind == ArgumentKind.Explicit)
            .Select(argument => (argument.Parameter!.Name, argument.Value))
            .Concat(
                (creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? [])
                    .Where(set => set.Target is IMemberReferenceOperation)
                    .Select(set => (((IMemberReferenceOperation)set.Target).Member.Name, set.Value))
            );

    private IInvocationOperation? Find(IOperation operation, int depth)
    {
        if (depth == 0)
        {
            return null;
        }

        switch (HandlerFlow.Unwrap(operation))
        {
            case IInvocationOperation call when catalogue.Find(call, flow) == Category.Random:
                return call;
            // What unknown code makes of the value is its own; the platform formats it, and a type of keys wraps it.
            case IInvocationOperation call when !PlatformTypes.Has(call.TargetMethod.ContainingType):
            case IObjectCreationOperation { Type: { } type } when !PlatformTypes.Has(type) && !KeyNames.EndsInKey(type.Name):
            // The message's own value, and another one where it has none.
            case ICoalesceOperation coalesce when flow.HasMessage(coalesce.Value):
            case IAnonymousFunctionOperation:
                return null;
            case IMemberReferenceOperation { Instance: { } instance } member when flow.Trace(instance) is IObjectCreationOperation creation:
                return First(Members(creation).Where(set => set.Name == member.Member.Name).Select(set => set.Value), depth);
            case var reference when HandlerFlow.Variable(reference) is { } variable:
                return flow.ValuesOf(variable) is [var value] ? Find(value, depth - 1) : null;
            case var other:
                return First(other.ChildOperations, depth);
        }
    }

    private IInvocationOperation? First(IEnumerable<IOperation> operations, int depth) =>
        operations.Select(operation => Find(operation, depth - 1)).FirstOrDefault(found => found is not null);

    private static bool IsWaybill(ITypeSymbol type) =>
        type.IsNamed("Waybill", "IMessageBus") || type.IsNamed("Waybill", "IDirectMessageBus") || type.IsNamed("Waybill", "MessageContext");

    private static bool IsInFunction(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }
}
