using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>A member with the number that it has on the wire.</summary>
/// <param name="Member">The member.</param>
/// <param name="Number">The number; below 0, and different for each, where it cannot be used.</param>
/// <param name="Problem">What is wrong with it, as the end of a sentence that begins with the member; null when nothing is.</param>
internal sealed record NumberedMember(MessageMember Member, int Number, string? Problem);

/// <summary>
/// Gives the members of a message their numbers: what <c>[Field]</c> says, and to the others from 1 on in declaration order, passing over what is pinned and what
/// <c>[Reserved]</c> names. So a member may be pinned where it stands or moved once it is pinned, and one may be removed and its number reserved, and no other is renumbered.
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
        var free = Free([.. reserved.Numbers, .. pinned.OfType<int>()]).GetEnumerator();
        var owners = new Dictionary<int, MessageMember>();
        var numbered = new List<NumberedMember>(members.Count);
        foreach (var (member, pin) in members.Zip(pinned, static (member, pin) => (member, pin)))
        {
            var number = pin ?? Next(free);
            var problem = Unusable(member, number, reserved) ?? Taken(number, owners);
            if (problem is null)
            {
                owners.Add(number, member);
            }

            numbered.Add(new NumberedMember(member, problem is null ? number : -1 - numbered.Count, problem));
        }

        return numbered;
    }

    /// <summary>The numbers that nobody has and nothing reserves, the lowest first.</summary>
    public static IEnumerable<int> Free(INamedTypeSymbol type, IReadOnlyList<MessageMember> members) =>
        Free([
            .. Reserved(type).Numbers,
            .. members.Select(Pinned).OfType<int>(),
            .. Assign(type, members).Select(member => member.Number),
        ]);

    private static string? Unusable(MessageMember member, int number, (HashSet<int> Numbers, HashSet<string> Names) reserved) =>
        number is < 1 or > Largest ? $"has number {number}, and Protobuf has 1 to {Largest}."
        : number is >= FirstKept and <= LastKept ? $"has number {number}, and Protobuf keeps {FirstKept} to {LastKept} for itself."
        : reserved.Numbers.Contains(number)
            ? $"has number {number}, which [Reserved] keeps from being used again: old readers would take it for what it was."
        : reserved.Names.Contains(member.Symbol.Name) ? "has a name that [Reserved] keeps from being used again."
        : null;

    private static string? Taken(int number, Dictionary<int, MessageMember> owners) =>
        owners.TryGetValue(number, out var owner) ? $"has number {number}, and so has {owner.Symbol.Name}." : null;

    /// <summary>What <c>[Field]</c> says on the member, or on the parameter of a positional record that the member is made of.</summary>
    private static int? Pinned(MessageMember member) =>
        Number(member.Symbol) ?? (member.Parameter is { } parameter ? Number(parameter) : null);

    private static int? Number(ISymbol symbol) =>
        symbol.Find("FieldAttribute") is { ConstructorArguments: [{ Value: int number }] } ? number : null;

    private static IEnumerable<int> Free(HashSet<int> used)
    {
        for (var number = 1; number <= Largest; number++)
        {
            if (!used.Contains(number) && number is < FirstKept or > LastKept)
            {
                yield return number;
            }
        }
    }

    private static int Next(IEnumerator<int> numbers) =>
        numbers.MoveNext() ? numbers.Current : throw new InvalidOperationException("No type has so many members.");

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
