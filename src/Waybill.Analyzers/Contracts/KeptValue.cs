using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Waybill.Analyzers.Contracts;

/// <summary>Finds the member of the same type that a value is put into as it is.</summary>
internal static class KeptValue
{
    /// <summary>The property or field; null where the value goes elsewhere.</summary>
    public static ISymbol? Member(IOperation value)
    {
        var current = value;
        while (
            current.Parent is IConversionOperation or IParenthesizedOperation
            || (current.Parent is ICoalesceOperation coalesce && ReferenceEquals(coalesce.Value, current))
        )
        {
            current = current.Parent;
        }

        return current.Parent switch
        {
            IFieldInitializerOperation { InitializedFields: [var field, ..] } => field,
            IPropertyInitializerOperation { InitializedProperties: [var property, ..] } => property,
            ISimpleAssignmentOperation
            {
                Target: IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: var member }
            } assignment when ReferenceEquals(assignment.Value, current) => member,
            _ => null,
        };
    }
}
