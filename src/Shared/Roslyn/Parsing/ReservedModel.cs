using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>What <c>[Reserved]</c> keeps from being used again.</summary>
/// <param name="Numbers">Field numbers, rising.</param>
/// <param name="Names">Names of fields, in order.</param>
internal sealed record ReservedModel(EquatableArray<int> Numbers, EquatableArray<string> Names)
{
    /// <summary>What the type and its bases reserve, up to one that speaks of something else.</summary>
    public static ReservedModel Of(INamedTypeSymbol type, INamedTypeSymbol? root = null)
    {
        var numbers = new SortedSet<int>();
        var names = new SortedSet<string>(StringComparer.Ordinal);
        for (
            var level = type;
            level is { SpecialType: SpecialType.None } && !SymbolEqualityComparer.Default.Equals(level, root);
            level = level.BaseType
        )
        {
            foreach (var attribute in level.GetAttributes())
            {
                if (attribute.AttributeClass?.IsNamed("Waybill", "ReservedAttribute") == true)
                {
                    numbers.UnionWith(NumbersOf(attribute));
                    if (attribute.ConstructorArguments is [_, { Kind: TypedConstantKind.Primitive, Value: string { Length: > 0 } name }])
                    {
                        names.Add(name);
                    }
                }
            }
        }

        return new ReservedModel(numbers.ToEquatableArray(), names.ToEquatableArray());
    }

    /// <summary>The numbers that one attribute names.</summary>
    public static IEnumerable<int> NumbersOf(AttributeData attribute) =>
        attribute
            .ConstructorArguments.SelectMany(argument =>
                argument is { Kind: TypedConstantKind.Array, IsNull: false } ? argument.Values : ImmutableArray.Create(argument)
            )
            .Where(argument => argument.Kind == TypedConstantKind.Primitive)
            .Select(argument => argument.Value)
            .OfType<int>();
}
