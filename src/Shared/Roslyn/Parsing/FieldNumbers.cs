using Waybill.Schemas;

namespace Waybill.Roslyn.Parsing;

/// <summary>A member's number.</summary>
/// <param name="Number">The number; below 0, and different for each, where it cannot be used.</param>
/// <param name="Problem">What is wrong with it, as the end of a sentence that begins with the member; null when nothing is.</param>
/// <param name="IsOfName">Whether it is the member's name that cannot be used, so that another number would not mend it.</param>
internal sealed record AssignedNumber(int Number, string? Problem, bool IsOfName = false);

/// <summary>What of a member its number depends on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Pinned">The number that <c>[Field]</c> gives it; null when it does not.</param>
/// <param name="JsonName">The name that <c>[JsonPropertyName]</c> gives it, as far as names are reserved; null where it gives none.</param>
internal sealed record NumberedMember(string Name, int? Pinned, string? JsonName = null);

/// <summary>
/// Gives the members of a message their numbers. <c>[Field]</c> decides, then the lock file; the others get new ones in declaration order. Without a lock file these are the
/// lowest from 1 on, passing over what is pinned and what <c>[Reserved]</c> names, so that a member may be pinned where it stands or moved once it is pinned, and one may be
/// removed and its number reserved, and no other is renumbered. With one they lie above all that the message ever used, for a number below may have been.
/// </summary>
internal static class FieldNumbers
{
    /// <summary>The numbers of the members, in their order.</summary>
    /// <param name="members">The members in declaration order.</param>
    /// <param name="reserved">What the source reserves.</param>
    /// <param name="locked">The message as the lock file has it; null when it has not.</param>
    public static IReadOnlyList<AssignedNumber> Assign(IReadOnlyList<NumberedMember> members, ReservedModel reserved, MessageSchema? locked)
    {
        var known = members.Select(member => member.Pinned ?? Locked(member.Name, locked)).ToList();
        var fresh = Fresh([.. reserved.Numbers, .. known.OfType<int>()], locked).GetEnumerator();
        var owners = new Dictionary<int, string>();
        var assigned = new List<AssignedNumber>(members.Count);
        foreach (var (member, number) in members.Zip(known, (member, number) => (member, number ?? Next(fresh))))
        {
            var name = ReservedNames.Problem(member, reserved);
            var problem = Unusable(number, reserved) ?? name ?? Taken(number, owners);
            if (problem is null)
            {
                owners.Add(number!.Value, member.Name);
            }

            assigned.Add(
                new AssignedNumber(
                    problem is null ? number!.Value : -1 - assigned.Count,
                    problem,
                    IsOfName: problem is not null && problem == name
                )
            );
        }

        return assigned;
    }

    /// <summary>The numbers that nobody has or had and nothing reserves, as new members would get them.</summary>
    public static IEnumerable<int> Free(IReadOnlyList<NumberedMember> members, ReservedModel reserved, MessageSchema? locked) =>
        Fresh(
            [
                .. reserved.Numbers,
                .. members.Select(member => member.Pinned).OfType<int>(),
                .. Assign(members, reserved, locked).Select(member => member.Number),
            ],
            locked
        );

    private static int? Locked(string name, MessageSchema? locked) => locked?.Fields.FirstOrDefault(field => field.Name == name)?.Number;

    private static IEnumerable<int> Fresh(HashSet<int> used, MessageSchema? locked)
    {
        var first = 1;
        if (locked is not null)
        {
            used.UnionWith(locked.Fields.Select(field => field.Number));
            used.UnionWith(locked.ReservedNumbers);
            first += used.Where(FieldNumberRange.Contains).DefaultIfEmpty().Max();
        }

        for (var number = first; number <= FieldNumberRange.Largest; number++)
        {
            if (!used.Contains(number) && FieldNumberRange.Contains(number))
            {
                yield return number;
            }
        }
    }

    /// <summary>Above the largest number there is none, which is a problem of the member.</summary>
    private static int? Next(IEnumerator<int> numbers) => numbers.MoveNext() ? numbers.Current : null;

    private static string? Unusable(int? given, ReservedModel reserved) =>
        given is not { } number ? "gets no number: none is left above those that the message used."
        : number is < 1 or > FieldNumberRange.Largest ? $"has number {number}, and Protobuf has 1 to {FieldNumberRange.Largest}."
        : !FieldNumberRange.Contains(number)
            ? $"has number {number}, and Protobuf keeps {FieldNumberRange.FirstKept} to {FieldNumberRange.LastKept} for itself."
        : reserved.Numbers.Contains(number)
            ? $"has number {number}, which [Reserved] keeps from being used again: old readers would take it for what it was."
        : null;

    private static string? Taken(int? given, Dictionary<int, string> owners) =>
        given is { } number && owners.TryGetValue(number, out var owner) ? $"has number {number}, and so has {owner}." : null;
}
