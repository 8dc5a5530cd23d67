using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>A member with the number that it has on the wire.</summary>
/// <param name="Member">The member.</param>
/// <param name="Number">The number; below 0, and different for each, where it cannot be used.</param>
/// <param name="Problem">What is wrong with it, as the end of a sentence that begins with the member; null when nothing is.</param>
internal sealed record NumberedMember(MessageMember Member, int Number, string? Problem);

/// <summary>
/// Gives the members of a message their numbers: what <c>[Field]</c> says, else their place in declaration order, passing over the places that <c>[Reserved]</c> names.
/// A pinned member keeps its place all the same, so that pinning one renumbers no other.
/// </summary>
internal static class FieldNumbers
{
    private const int Largest = (1 << 29) - 1;
    private const int FirstKept = 19_000;
    private const int LastKept = 19_999;

    /// <summary>The members with their numbers, in declaration order.</summary>
    public static IReadOnlyList<NumberedMember> Assign(INamedTypeSymbol type, IReadOnlyList<MessageMember> members)
    {
        var reserved = Reserved(type);
        var pinned = members.Select(Pinned).ToList();
        var numbers = Places(members.Count, reserved.Numbers).Select((place, index) => pinned[index] ?? place).ToList();
        // Who pins a number has it, and not who comes to it by place.
        var owners = Enumerable
            .Range(0, members.Count)
            .OrderBy(index => pinned[index] is null)
            .GroupBy(index => numbers[index])
            .ToDictionary(group => group.Key, group => group.First());
        return
        [
            .. members.Select(
                (member, index) =>
                {
                    var problem =
                        Unusable(member, numbers[index], reserved)
                        ?? (owners[numbers[index]] == index ? null : Taken(numbers[index], pinned[index], members[owners[numbers[index]]]));
                    return new NumberedMember(member, problem is null ? numbers[index] : -1 - index, problem);
                }
            ),
        ];
    }

    /// <summary>The lowest number above all that are in use or reserved.</summary>
    public static int NextFree(INamedTypeSymbol type, IReadOnlyList<MessageMember> members)
    {
        var used = Assign(type, members).Select(member => member.Number).Concat(Reserved(type).Numbers).Where(number => number <= Largest);
        return After(used.DefaultIfEmpty(0).Max());
    }

    /// <summary>The next number that Protobuf allows.</summary>
    public static int After(int number) => number + 1 is >= FirstKept and <= LastKept ? LastKept + 1 : number + 1;

    private static string? Unusable(MessageMember member, int number, (HashSet<int> Numbers, HashSet<string> Names) reserved) =>
        number is < 1 or > Largest ? $"has number {number}, and Protobuf has 1 to {Largest}."
        : number is >= FirstKept and <= LastKept ? $"has number {number}, and Protobuf keeps {FirstKept} to {LastKept} for itself."
        : reserved.Numbers.Contains(number)
            ? $"has number {number}, which [Reserved] keeps from being used again: old readers would take it for what it was."
        : reserved.Names.Contains(member.Symbol.Name) ? "has a name that [Reserved] keeps from being used again."
        : null;

    private static string Taken(int number, int? pinned, MessageMember owner) =>
        pinned is null
            ? $"has number {number} by its place, which [Field] gives to {owner.Symbol.Name}."
            : $"has number {number}, and so has {owner.Symbol.Name}.";

    /// <summary>What <c>[Field]</c> says on the member, or on the parameter of a positional record that the member is made of.</summary>
    private static int? Pinned(MessageMember member) =>
        Number(member.Symbol) ?? (member.Parameter is { } parameter ? Number(parameter) : null);

    private static int? Number(ISymbol symbol) =>
        symbol.Find("FieldAttribute") is { ConstructorArguments: [{ Value: int number }] } ? number : null;

    private static List<int> Places(int count, HashSet<int> reserved)
    {
        var places = new List<int>(count);
        for (var place = 1; places.Count < count; place++)
        {
            if (!reserved.Contains(place))
            {
                places.Add(place);
            }
        }

        return places;
    }

    private static (HashSet<int> Numbers, HashSet<string> Names) Reserved(INamedTypeSymbol type)
    {
        var numbers = new HashSet<int>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var level = type; level is not null; level = level.BaseType)
        {
            foreach (var attribute in level.FindAll("ReservedAttribute"))
            {
                foreach (var argument in attribute.ConstructorArguments)
                {
                    Add(argument, numbers, names);
                }
            }
        }

        return (numbers, names);
    }

    private static void Add(TypedConstant argument, HashSet<int> numbers, HashSet<string> names)
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
