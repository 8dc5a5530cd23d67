using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Analyzers.Reliability.Flow;

namespace Waybill.Analyzers.Reliability.Effects;

/// <summary>Decides a catalogue line's <c>when parameter=value</c>: the argument is one of the values, or an object created with one.</summary>
internal static class Condition
{
    public static bool Holds(CatalogueEntry entry, IOperation operation, HandlerFlow flow)
    {
        if (entry.Parameter is null)
        {
            return true;
        }

        var arguments = operation switch
        {
            IInvocationOperation call => call.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => ImmutableArray<IArgumentOperation>.Empty,
        };
        return arguments.Any(argument => argument.Parameter?.Name == entry.Parameter && Has(argument.Value, entry.Values, flow));
    }

    private static bool Has(IOperation argument, IReadOnlyList<string> values, HandlerFlow flow)
    {
        var traced = flow.Trace(argument);
        return Is(argument, values)
            || Is(traced, values)
            || (
                traced is IObjectCreationOperation creation
                && (
                    creation.Arguments.Any(inner => Is(inner.Value, values))
                    || (creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>() ?? []).Any(set => Is(set.Value, values))
                    || flow.MemberAssignments(argument).Any(set => Is(set.Value, values))
                )
            );
    }

    private static bool Is(IOperation operation, IReadOnlyList<string> values)
    {
        operation = HandlerFlow.Unwrap(operation);
        return operation switch
        {
            IFieldReferenceOperation { Field: { IsStatic: true } field } => values.Contains(field.Name),
            IPropertyReferenceOperation { Property: { IsStatic: true } property } => values.Contains(property.Name),
            { ConstantValue: { HasValue: true, Value: { } value } } => values.Contains(value.ToString(), StringComparer.OrdinalIgnoreCase),
            _ => false,
        };
    }
}
