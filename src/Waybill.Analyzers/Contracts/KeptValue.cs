using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Waybill.Analyzers.Contracts;

/// <summary>Finds the member of the same type that a value is put into as it is.</summary>
internal static class KeptValue
{
    /// <summary>The property or field; null where the value goes elsewhere.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The type in which it stands.</param>
    public static ISymbol? Member(IOperation value, INamedTypeSymbol type)
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
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment
                when ReferenceEquals(assignment.Value, current) && IsOwn(target, type) => target.Member,
            _ => null,
        };
    }

    private static bool IsOwn(IMemberReferenceOperation target, INamedTypeSymbol type) =>
        target.Instance is null
            ? SymbolEqualityComparer.Default.Equals(target.Member.ContainingType, type)
            : target.Instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };
}
