using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Knows the collections that a message may carry.</summary>
internal static class CollectionParser
{
    private const string Root = "System";
    private const string Generic = "System.Collections.Generic";
    private const string Immutable = "System.Collections.Immutable";

    private static readonly Dictionary<string, (string Namespace, CollectionKind Kind)> s_known = new(StringComparer.Ordinal)
    {
        ["List`1"] = (Generic, CollectionKind.List),
        ["IReadOnlyList`1"] = (Generic, CollectionKind.ReadOnlyList),
        ["IReadOnlyCollection`1"] = (Generic, CollectionKind.ReadOnlyCollection),
        ["HashSet`1"] = (Generic, CollectionKind.HashSet),
        ["ImmutableArray`1"] = (Immutable, CollectionKind.ImmutableArray),
        ["ImmutableList`1"] = (Immutable, CollectionKind.ImmutableList),
        ["ImmutableHashSet`1"] = (Immutable, CollectionKind.ImmutableHashSet),
        ["Memory`1"] = (Root, CollectionKind.Memory),
        ["ReadOnlyMemory`1"] = (Root, CollectionKind.ReadOnlyMemory),
        ["Dictionary`2"] = (Generic, CollectionKind.Dictionary),
        ["SortedDictionary`2"] = (Generic, CollectionKind.SortedDictionary),
        ["IReadOnlyDictionary`2"] = (Generic, CollectionKind.ReadOnlyDictionary),
        ["ImmutableDictionary`2"] = (Immutable, CollectionKind.ImmutableDictionary),
    };

    /// <summary>The collection, its element or value, and a map's key; None for what is no collection that has a form on the wire.</summary>
    public static (CollectionKind Kind, ITypeSymbol? Element, ITypeSymbol? Key) Parse(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: not SpecialType.System_Byte } array)
        {
            return (CollectionKind.Array, array.ElementType, null);
        }

        if (
            type is not INamedTypeSymbol { IsGenericType: true } named
            || !s_known.TryGetValue(named.MetadataName, out var known)
            || !named.IsNamed(known.Namespace, named.MetadataName)
        )
        {
            return default;
        }

        // Memory of bytes is a value, as an array of bytes is.
        var arguments = named.TypeArguments;
        if (known.Namespace == Root && arguments[0].SpecialType == SpecialType.System_Byte)
        {
            return default;
        }

        return arguments.Length == 1 ? (known.Kind, arguments[0], null) : (known.Kind, arguments[1], arguments[0]);
    }
}
