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
                    foreach (var argument in attribute.ConstructorArguments)
                    {
                        Add(argument, numbers, names);
                    }
                }
            }
        }

        return new ReservedModel(numbers.ToEquatableArray(), names.ToEquatableArray());
    }

    private static void Add(TypedConstant argument, SortedSet<int> numbers, SortedSet<string> names)
    {
        if (argument is { Kind: TypedConstantKind.Array, IsNull: false })
        {
            numbers.UnionWith(argument.Values.Select(value => value.Value).OfType<int>());
        }
        else if (argument is { Kind: TypedConstantKind.Primitive, Value: int number })
        {
            numbers.Add(number);
        }
        else if (argument is { Kind: TypedConstantKind.Primitive, Value: string name })
        {
            names.Add(name);
        }
    }
}
