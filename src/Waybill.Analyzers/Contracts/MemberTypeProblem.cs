using Microsoft.CodeAnalysis;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Contracts;

/// <summary>Says why a type has no form on the wire, and what to use instead.</summary>
internal static class MemberTypeProblem
{
    private const string Collections = "T[], List<T>, IReadOnlyList<T> or ImmutableArray<T>";

    /// <summary>The end of a sentence that begins with the member; null when the compiler says it.</summary>
    public static string? Of(MessageMember member)
    {
        var type = member.Type.WithoutNullable();
        if (Holds(type, inner => inner.TypeKind == TypeKind.Error))
        {
            return null;
        }

        return $"is '{Shown(member.Type)}', {Reason(type)}";
    }

    private static string Reason(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol { Rank: > 1 } => $"an array of more than one dimension. Use {Collections} of a message for each row.",
            IArrayTypeSymbol array => ReasonOfElement(array.ElementType),
            IPointerTypeSymbol or IFunctionPointerTypeSymbol or { IsRefLikeType: true } =>
                "which points into this process's memory. Copy the content into a byte[].",
            { TypeKind: TypeKind.TypeParameter } =>
                "which may be any type, so that no reader knows what is in it. Declare a message for each case.",
            { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Dynamic } =>
                "which may be anything, so that no reader knows what is in it. Use the type that is meant, or a message for each case.",
            { TypeKind: TypeKind.Delegate } => "which is code and not data. Leave it out of the message.",
            INamedTypeSymbol { IsTupleType: true } =>
                "a tuple, whose names are not part of its type. Declare a message with these members.",
            INamedTypeSymbol named => ReasonOfNamed(named),
            _ => "which has no form on the wire. Use a type of the guide's table.",
        };

    private static string ReasonOfNamed(INamedTypeSymbol type)
    {
        if (type.IsNamed("System.Collections.Generic", "Dictionary`2"))
        {
            var key = type.TypeArguments[0].WithoutNullable();
            return ValueParser.Parse(key) is { } value && ValueParser.CanBeKey(value) && !IsNullable(type.TypeArguments[0])
                ? ReasonOfElement(type.TypeArguments[1])
                : $"whose key '{Shown(type.TypeArguments[0])}' cannot be the key of a map: Protobuf allows text, integers and bool. Use one of these.";
        }

        if (IsList(type))
        {
            return ReasonOfElement(type.TypeArguments[0]);
        }

        if (type.AllInterfaces.Concat([type]).Any(contract => contract.IsNamed("System.Linq", "IQueryable")))
        {
            return $"which is a query and not its result. Run it, and use {Collections}.";
        }

        if (type.IsNamed("System.Collections.Generic", "IEnumerable`1") || type.IsNamed("System.Collections.Generic", "IAsyncEnumerable`1"))
        {
            return $"which may run code or a query each time that it is read: its length has to be known before the first byte. Use {Collections}.";
        }

        if (
            type.IsNamed("System.Collections.Generic", "IReadOnlyDictionary`2")
            || type.IsNamed("System.Collections.Generic", "IDictionary`2")
        )
        {
            return "an interface, of which no reader could make an object. Use Dictionary<TKey, TValue>.";
        }

        if (type.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_Collections_IEnumerable))
        {
            return $"a collection that has no form on the wire. Use {Collections}, or Dictionary<TKey, TValue>.";
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            return "an interface, of which no reader could make an object. Use the type that is meant, or a message for each case.";
        }

        if (type.Find("MessageAttribute") is not null)
        {
            return "a message that nothing can be generated for. Mend its declaration (WB1001).";
        }

        return type.Locations.Any(location => location.IsInSource)
            ? $"which is no message. Put [Message] on '{type.Name}', and make it sealed and partial."
            : "which has no form on the wire. Use a type of the guide's table, or a message of your own that holds what matters.";
    }

    private static string ReasonOfElement(ITypeSymbol element) =>
        IsNullable(element)
            ? $"and '{Shown(element)}' may be null, which has no place in a collection on the wire. Make the elements not nullable, or wrap them in a message."
        : IsCollection(element)
            ? $"a collection of collections, which Protobuf does not have. Declare a message that holds the inner '{Shown(element)}'."
        : $"whose elements are '{Shown(element)}', {Reason(element)}";

    private static bool IsCollection(ITypeSymbol type) =>
        type is IArrayTypeSymbol { ElementType.SpecialType: not SpecialType.System_Byte }
        || (type is INamedTypeSymbol named && (IsList(named) || named.IsNamed("System.Collections.Generic", "Dictionary`2")));

    private static bool IsList(INamedTypeSymbol type) =>
        type.IsNamed("System.Collections.Generic", "List`1")
        || type.IsNamed("System.Collections.Generic", "IReadOnlyList`1")
        || type.IsNamed("System.Collections.Immutable", "ImmutableArray`1");

    private static bool IsNullable(ITypeSymbol type) =>
        !ReferenceEquals(type.WithoutNullable(), type)
        || type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };

    private static bool Holds(ITypeSymbol type, Func<ITypeSymbol, bool> matches) =>
        matches(type)
        || type switch
        {
            IArrayTypeSymbol array => Holds(array.ElementType, matches),
            INamedTypeSymbol named => named.TypeArguments.Any(argument => Holds(argument, matches)),
            _ => false,
        };

    private static string Shown(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
