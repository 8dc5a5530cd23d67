using Microsoft.CodeAnalysis;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Schemas;

namespace Waybill.Analyzers.Contracts;

/// <summary>Says why a type has no form on the wire, and what to use instead.</summary>
internal sealed class MemberTypeProblem
{
    private const string Collections = "T[], List<T>, IReadOnlyList<T> or ImmutableArray<T>";
    private const string Sets = "HashSet<T> or ImmutableHashSet<T>";
    private const string Keys =
        "Use string, bool, char, byte, sbyte, short, ushort, int, uint, long, ulong, DateOnly, TimeOnly or Version, none of them nullable; in place of an enum the number, and of a Guid its text.";
    private const string Maps = "Dictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue> or ImmutableDictionary<TKey, TValue>";

    private readonly IAssemblySymbol _from;
    private readonly ProjectLock _lock;

    private MemberTypeProblem(IAssemblySymbol from, ProjectLock file) => (_from, _lock) = (from, file);

    /// <summary>The end of a sentence that begins with the member; null when the compiler says it.</summary>
    public static string? Of(MessageMember member, ProjectLock file)
    {
        var type = member.Type.WithoutNullable();
        return Holds(type, inner => inner.TypeKind == TypeKind.Error) ? null : new MemberTypeProblem(member.From, file).Of(member, type);
    }

    private string? Of(MessageMember member, ITypeSymbol type)
    {
        var (kind, element, _) = CollectionParser.Parse(type);
        if (ConverterParser.OfMember(member, type, element) is not { } converter)
        {
            return $"is '{Shown(member.Type)}', {Reason(type)}";
        }

        return converter.Problem is not null || converter.Wire is not { } wire ? converter.Problem
            : wire.TypeKind == TypeKind.Error ? null
            : ValueParser.Parse(converter) is null ? OfWire(converter)
            : $"is '{Shown(member.Type)}', {ReasonOfMisfit(kind, element!) ?? Reason(type)}";
    }

    private string OfWire(ConverterUse converter)
    {
        var wire = converter.Wire!;
        var reason =
            IsNullable(wire) ? "and that may be null. Null needs no converter: convert to a type that is not nullable."
            : IsCollection(wire) ? "a collection. Convert to a message that holds it."
            : ConverterParser.OfType(wire, _from) is not null ? "which is converted itself. Convert to what is on the wire in the end."
            : Reason(wire);
        return $"is serialized with '{Shown(converter.Converter)}', which converts it to '{Shown(wire)}', {reason}";
    }

    private string Reason(ITypeSymbol type) =>
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
            { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } =>
                "which is as wide as this process's addresses, and means nothing elsewhere. Use long or ulong.",
            INamedTypeSymbol { IsTupleType: true } =>
                "a tuple, whose names are not part of its type. Declare a message with these members.",
            INamedTypeSymbol named => ReasonOfNamed(named),
            _ => "which has no form on the wire. Use a type of the guide's table.",
        };

    private string ReasonOfNamed(INamedTypeSymbol type)
    {
        var (kind, element, key) = CollectionParser.Parse(type);
        if (key is not null && !IsKey(key))
        {
            return $"whose key '{Shown(key)}' cannot be the key of a map: Protobuf allows text, integers and bool. {Keys}";
        }

        if (
            element is not null
            && !IsNullable(element)
            && ValueParser.Parse(element, _from) is not null
            && ReasonOfMisfit(kind, element) is { } misfit
        )
        {
            return misfit;
        }

        if (element is null && ConverterParser.OfType(type, _from) is { } converter)
        {
            return $"which {converter.Problem ?? OfWire(converter)}";
        }

        return element is not null
            ? ReasonOfElement(element)
            : ReasonOfCollection(type)
                ?? ForeignType.Reason(type)
                ?? (
                    type.TypeKind == TypeKind.Interface
                        ? "an interface, of which no reader could make an object. Use the type that is meant, or a message for each case."
                    : type.Find("MessageAttribute") is not null
                        ? "a message that nothing can be generated for. Mend its declaration (WB1001)."
                    : UnionParser.IsRoot(type) ? $"a union that is no message. Put [Message] on '{type.Name}' too, and make it partial."
                    : UnionParser.RootOf(type) is { } root
                        ? $"a case of the union '{root.Name}'. Use '{root.Name}', or a message that both hold."
                    : SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _from)
                        ? $"which is no message. Put [Message] on '{type.Name}', and make it {(type.TypeKind == TypeKind.Struct ? "partial" : "sealed and partial")}."
                    : _lock.Message(SymbolNames.Full(type)) is not null
                        ? $"which is a message in {LockFile.Name}, and none without [assembly: MessageFor(typeof({SymbolNames.Full(type)}))]. Put that back."
                    : "which has no form on the wire. Use a type of the guide's table, [assembly: MessageFor] where its public properties say all of it, "
                        + "a converter ([SerializeWith]), or a message of your own that holds what matters."
                );
    }

    /// <summary>Why elements that have a form on the wire do not fit the collection; null when they do.</summary>
    private static string? ReasonOfMisfit(CollectionKind kind, ITypeSymbol element) =>
        kind switch
        {
            CollectionKind.HashSet or CollectionKind.ImmutableHashSet =>
                $"a set of '{Shown(element)}', which compares by reference, so that nothing that was read is ever found in it. Use {Collections}.",
            CollectionKind.Memory or CollectionKind.ReadOnlyMemory =>
                $"memory of '{Shown(element)}', which has no fixed width: memory is for numbers, bool, char and enums. Use {Collections}.",
            _ => null,
        };

    /// <summary>Why it is none of the collections that a message may carry; null when it is no collection.</summary>
    private static string? ReasonOfCollection(INamedTypeSymbol type)
    {
        var contracts = type.AllInterfaces.Add(type);
        if (contracts.Any(contract => contract.IsNamed("System.Linq", "IQueryable")))
        {
            return $"which is a query and not its result. Run it, and use {Collections}.";
        }

        if (type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
        {
            return "which may run its source, code or a query, each time that it is read; and writing reads it twice, for the length and for the content. "
                + "Use IReadOnlyList<T>, and call ToList() where the message is made.";
        }

        if (contracts.Any(contract => IsGeneric(contract, "IAsyncEnumerable`1")))
        {
            return $"whose elements are not there yet. Await them, and use {Collections}.";
        }

        if (contracts.All(contract => contract.SpecialType != SpecialType.System_Collections_IEnumerable))
        {
            return null;
        }

        var instead =
            contracts.Any(contract => IsGeneric(contract, "IDictionary`2") || IsGeneric(contract, "IReadOnlyDictionary`2")) ? Maps
            : contracts.Any(contract => IsGeneric(contract, "ISet`1") || IsGeneric(contract, "IReadOnlySet`1")) ? Sets
            : Collections;
        return contracts.All(contract => contract.OriginalDefinition.SpecialType != SpecialType.System_Collections_Generic_IEnumerable_T)
                ? ForeignType.Reason(type)
                    ?? $"a collection of anything, so that no reader knows what is in it. Use {Collections}, or {Maps}, of the type that is meant."
            : type.TypeKind == TypeKind.Interface ? $"an interface, of which no reader could make an object. Use {instead}."
            : ForeignType.Reason(type) ?? $"a collection that has no form on the wire. Use {instead}.";
    }

    private static bool IsGeneric(INamedTypeSymbol type, string name) => type.IsNamed("System.Collections.Generic", name);

    private bool IsKey(ITypeSymbol type) =>
        !IsNullable(type) && ValueParser.Parse(type.WithoutNullable(), _from) is { } value && ValueParser.CanBeKey(value);

    private string ReasonOfElement(ITypeSymbol element) =>
        IsNullable(element)
            ? $"and '{Shown(element)}' may be null, which has no place in a collection on the wire. Make the elements not nullable, or wrap them in a message."
        : IsCollection(element)
            ? $"a collection of collections, which Protobuf does not have. Declare a message that holds the inner '{Shown(element)}'."
        : $"whose elements are '{Shown(element)}', {Reason(element)}";

    private static bool IsCollection(ITypeSymbol type) => CollectionParser.Parse(type).Kind != CollectionKind.None;

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
