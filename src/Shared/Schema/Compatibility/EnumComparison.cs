namespace Waybill.Schemas;

/// <summary>Compares two versions of an enum. On the wire and in JSON a value is its number.</summary>
internal static class EnumComparison
{
    /// <summary>How many values with other numbers are named: one that is put before others moves all of them.</summary>
    private const int Named = 3;

    public static IEnumerable<SchemaChange> Changes(EnumSchema old, EnumSchema @new)
    {
        var moved = Moved(old, @new).ToList();
        if (moved.Count > 0)
        {
            var moves = moved.Select((value, index) => (index == 0 ? "" : value.Old.Name + " ") + Move(value)).ToList();
            yield return MovedTo(moves.Count > Named ? $"{Joined(moves.Take(Named))} and so on, {moves.Count} values" : Joined(moves)) with
            {
                WholeText = MovedTo(Joined(moves)).Text,
            };
        }

        foreach (var value in old.Values.Where(value => @new.Values.All(other => other.Name != value.Name)))
        {
            var heir = @new.Values.FirstOrDefault(other => other.Number == value.Number);
            if (heir is null)
            {
                yield return Change(
                    ChangeKind.ValueRemoved,
                    Verdict.Breaks,
                    value.Name,
                    $"(number {value.Number}) was removed: new readers have no name for what old writers send, and a later value could take its number. Keep it, marked as obsolete."
                );
            }
            else if (old.Values.All(other => other.Name != heir.Name))
            {
                yield return Change(
                    ChangeKind.ValueRenamed,
                    Verdict.Compatible,
                    heir.Name,
                    $"was called {value.Name}: its number {value.Number}, which is all that messages hold, is the same."
                );
            }
        }

        // What type is under an enum, the schema does not tell: the first value that only some types can have does.
        var isOfUlong = IsOfUlong(old);
        var firstTelling = @new.Values.FirstOrDefault(value => isOfUlong ? value.Number < 0 : IsGreat(value));
        foreach (var value in @new.Values.Where(IsAdded))
        {
            yield return Added(value);
        }

        SchemaChange MovedTo(string moves) =>
            Change(
                ChangeKind.ValueNumberChanged,
                Verdict.Breaks,
                moved[0].Old.Name,
                moved.Count > 1
                    ? $"{moves}: readers of the other version take one for another, or for none. Give each its number again{Others()}.{Followers()}"
                    : $"{moves}: readers of the other version take it for another value, or for none. Give it {moved[0].Old.Number} again{Others()}.{Followers()}"
            );

        // What has the number of one that moved needs another when that one gets it back, or the two are one.
        string Others()
        {
            var others = InTheWay().Where(value => Leader(value) is null).Select(value => value.Name).ToList();
            return others.Count == 0 ? "" : $", and {Several(others)} one that none had, such as {Free(old, @new)}";
        }

        // What is a name of one that moved, and stands where another was, moves back with it.
        string Followers() =>
            string.Concat(
                InTheWay()
                    .Where(value => Leader(value) is not null)
                    .Select(value => $" {value.Name}, another name of {Leader(value)!.Name} now, goes with it.")
            );

        EnumValueSchema? Leader(EnumValueSchema value) => moved.Find(other => other.New.Number == value.Number).New;

        IEnumerable<EnumValueSchema> InTheWay() =>
            @new.Values.Where(value =>
                moved.Exists(other => other.Old.Number == value.Number)
                && !old.Values.Contains(value)
                && !moved.Exists(other => other.New == value)
            );

        string Move((EnumValueSchema Old, EnumValueSchema New) value)
        {
            var before = old.Values.Concat(old.Reserved).FirstOrDefault(other => other.Number == value.New.Number);
            // Of several that have the number now the one that moved there says more than a new name of it.
            var now =
                moved.Find(other => other.New.Number == value.Old.Number).New
                ?? @new.Values.FirstOrDefault(other => other.Number == value.Old.Number && !old.Values.Contains(other));
            var shares = before is not null && @new.Values.Contains(before);
            return $"has number {value.New.Number}{(before is null ? "" : shares ? $" ({before.Name}'s, so that the two are one now)" : $" ({before.Name}'s before)")}"
                + $" and had {value.Old.Number}{(now is null ? "" : $" ({now.Name}'s now)")}";
        }

        // What has the number of one that was renamed is that one, and what has the number of one that moved is said with it.
        bool IsAdded(EnumValueSchema value) =>
            old.Values.All(other => other.Name != value.Name)
            && !old.Values.Any(other => other.Number == value.Number && @new.Values.All(kept => kept.Name != other.Name))
            && (moved.All(other => other.Old.Number != value.Number) || IsAlias(value));

        bool IsAlias(EnumValueSchema value) => old.Values.Any(other => other.Number == value.Number && @new.Values.Contains(other));

        SchemaChange Added(EnumValueSchema value)
        {
            var had = old.Reserved.Where(gone => gone.Number == value.Number).ToList();
            if (had.Find(gone => gone.Name != value.Name) is { } another)
            {
                return Change(
                    ChangeKind.ValueReused,
                    Verdict.Breaks,
                    value.Name,
                    $"has number {value.Number}, which was {another.Name}'s: old messages would be read as what they are not. Give it another number."
                );
            }

            if (value == firstTelling)
            {
                return Change(
                    ChangeKind.ValueAdded,
                    Verdict.Breaks,
                    value.Name,
                    isOfUlong
                        ? $"(number {value.Number}) is the first below 0 of an enum that was of ulong: readers of the other version take it for a number beyond the middle of 64 bits, and such numbers for one of its kind, or refuse them."
                        : $"(number {value.Number}) is the first beyond the middle of 64 bits: unless the enum was of ulong before, readers of the other version take it for a number below 0, and numbers below 0 for one of its kind, or refuse them."
                );
            }

            return old.Reserved.FirstOrDefault(gone => gone.Name == value.Name && gone.Number != value.Number) is { } gone && had.Count == 0
                ? Change(
                    ChangeKind.ValueNumberChanged,
                    Verdict.Breaks,
                    value.Name,
                    $"has number {value.Number} and had {gone.Number} before it was removed: readers of the other version take it for another value, or for none. Give it {gone.Number} again."
                )
                : Change(
                    ChangeKind.ValueAdded,
                    Verdict.Compatible,
                    value.Name,
                    old.Values.FirstOrDefault(other => other.Number == value.Number) is { } same
                        ? $"is another name of {same.Name}: messages hold its number, {value.Number}, alone. Where it is meant as a value of its own, give it another, such as {Free(old, @new)}."
                        : $"(number {value.Number}) is new: old readers see a number without a name{(HasRoomEverywhere(value) ? "" : ", or refuse it where the type under their enum has no room for it")}."
                );
        }

        SchemaChange Change(ChangeKind kind, Verdict verdict, string value, string text) =>
            new(kind, old.Name, value, verdict, $"{old.Name}.{value} {text}");
    }

    /// <summary>Whether a value that the enum has or had is one that only an enum of <c>ulong</c> can have, and none that it has says otherwise.</summary>
    public static bool IsOfUlong(EnumSchema @enum) =>
        @enum.Values.Concat(@enum.Reserved).Any(IsGreat) && @enum.Values.All(static value => value.Number >= 0);

    private static bool IsGreat(EnumValueSchema value) => value.Number > long.MaxValue;

    private static bool HasRoomEverywhere(EnumValueSchema value) => value.Number is >= 0 and <= sbyte.MaxValue;

    private static string Joined(IEnumerable<string> moves) => string.Join(", ", moves);

    private static string Several(List<string> names) =>
        names.Count == 1 ? names[0] : $"{Joined(names.Take(names.Count - 1))} and {names[names.Count - 1]}";

    /// <summary>
    /// A number that no value has or had, and no combination of flags: above all others, or where that has no room in every type the lowest.
    /// </summary>
    private static decimal Free(EnumSchema old, EnumSchema @new)
    {
        var used = new HashSet<decimal>(old.Values.Concat(old.Reserved).Concat(@new.Values).Select(value => value.Number));
        if (AreFlags(used) && used.Max() <= long.MaxValue)
        {
            var bit = 1m;
            while (bit <= used.Max())
            {
                bit *= 2;
            }

            return bit;
        }

        var next = Math.Max(0, used.Max() + 1);
        if (next > sbyte.MaxValue)
        {
            for (next = 0; used.Contains(next); next++) { }
        }

        return next;
    }

    /// <summary>Whether numbers look like flags: most are powers of two and the others combinations of these. Three and more that follow each other do not.</summary>
    private static bool AreFlags(HashSet<decimal> numbers)
    {
        var positive = numbers.Where(static number => number > 0).Select(static number => (ulong)number).ToList();
        var bits = positive.Where(static number => (number & (number - 1)) == 0).ToList();
        var all = bits.Aggregate(0UL, static (mask, bit) => mask | bit);
        return bits.Count > 1
            && bits.Count * 2 > positive.Count
            && positive.TrueForAll(number => (number & ~all) == 0)
            && (positive.Count < 3 || positive.Max() > (ulong)positive.Count);
    }

    /// <summary>Whether all that the old enum says, the new one says with the same numbers.</summary>
    public static bool Covers(EnumSchema @new, EnumSchema old) =>
        old.Values.All(value => @new.Values.Any(other => other.Number == value.Number && other.Name == value.Name));

    /// <summary>The values that have another number.</summary>
    private static IEnumerable<(EnumValueSchema Old, EnumValueSchema New)> Moved(EnumSchema old, EnumSchema @new)
    {
        foreach (var value in old.Values)
        {
            if (@new.Values.FirstOrDefault(other => other.Name == value.Name) is { } same && same.Number != value.Number)
            {
                yield return (value, same);
            }
        }
    }
}
