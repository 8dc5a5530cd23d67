using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Roslyn;

namespace Waybill.Analyzers.Contracts;

/// <summary>How an object that was made of a value shows it: each shows it to fewer than the one before.</summary>
internal enum Shows
{
    /// <summary>In its own text.</summary>
    InText,

    /// <summary>To who writes the elements of a sequence.</summary>
    AsElement,

    /// <summary>To who takes objects apart.</summary>
    AsMember,
}

/// <summary>Expressions that make an object of values where they stand: tuples, pairs, anonymous types and initializers.</summary>
internal static class Holders
{
    /// <summary>The object that is made of a value; null where the value goes elsewhere.</summary>
    public static (IOperation Holder, Shows How)? Of(IOperation value)
    {
        var holder = value.Parent;
        while (
            holder
                is IArgumentOperation
                    or ISimpleAssignmentOperation
                    or IObjectOrCollectionInitializerOperation
                    or IInvocationOperation { Parent: IObjectOrCollectionInitializerOperation }
        )
        {
            holder = holder.Parent;
        }

        foreach (var (part, how) in holder is null ? [] : Parts(holder))
        {
            if (ReferenceEquals(part, value))
            {
                return (holder!, how);
            }
        }

        return null;
    }

    /// <summary>The values that an object is made of.</summary>
    public static IEnumerable<(IOperation Value, Shows How)> Parts(IOperation holder) =>
        holder switch
        {
            ITupleOperation tuple => tuple.Elements.Select(static element => (element, Shows.InText)),
            IAnonymousObjectCreationOperation made => made.Initializers.SelectMany(member => Initialized(member, Shows.InText)),
            IObjectCreationOperation { Type: { } type } pair when type.IsNamed("System.Collections.Generic", "KeyValuePair`2") => Arguments(
                pair.Arguments,
                Shows.InText
            ),
            IInvocationOperation { TargetMethod: { Name: "Create", ContainingType: var type } } create
                when type.IsNamed("System.Collections.Generic", "KeyValuePair") => Arguments(create.Arguments, Shows.InText),
            IObjectCreationOperation { Initializer: { } initializer } => Initialized(initializer),
            IWithOperation { Initializer: { } initializer } => Initialized(initializer),
            _ => [],
        };

    private static IEnumerable<(IOperation Value, Shows How)> Initialized(IObjectOrCollectionInitializerOperation initializer) =>
        initializer.Initializers.SelectMany(static part => Initialized(part, Shows.AsMember));

    private static IEnumerable<(IOperation Value, Shows How)> Initialized(IOperation part, Shows member) =>
        part switch
        {
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true } } entry =>
            [
                (entry.Value, Shows.AsElement),
            ],
            ISimpleAssignmentOperation assignment => [(assignment.Value, member)],
            IInvocationOperation add => Arguments(add.Arguments, Shows.AsElement),
            _ => [],
        };

    private static IEnumerable<(IOperation Value, Shows How)> Arguments(IEnumerable<IArgumentOperation> arguments, Shows how) =>
        arguments.Select(argument => (argument.Value, how));
}
