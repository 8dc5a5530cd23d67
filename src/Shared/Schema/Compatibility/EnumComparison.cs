namespace Waybill.Schemas;

/// <summary>Compares two versions of an enum. On the wire and in JSON a value is its number.</summary>
internal static class EnumComparison
{
    public static IEnumerable<SchemaChange> Changes(EnumSchema old, EnumSchema @new)
    {
        foreach (var value in old.Values)
        {
            if (@new.Values.FirstOrDefault(other => other.Name == value.Name) is { } same)
            {
                if (same.Number != value.Number)
                {
                    yield return Change(
                        ChangeKind.ValueNumberChanged,
                        Verdict.Breaks,
                        value.Name,
                        $"has number {same.Number} and had {value.Number}: readers of the other version take it for another value, or for none. Give it {value.Number} again."
                    );
                }
            }
            else if (@new.Values.FirstOrDefault(other => other.Number == value.Number) is not { } renamed)
            {
                yield return Change(
                    ChangeKind.ValueRemoved,
                    Verdict.Breaks,
                    value.Name,
                    $"(number {value.Number}) was removed: new readers have no name for what old writers send, and a later value could take its number. Keep it, marked as obsolete."
                );
            }
            else if (!old.Values.Contains(renamed))
            {
                yield return Change(
                    ChangeKind.ValueRenamed,
                    Verdict.Compatible,
                    renamed.Name,
                    $"was called {value.Name}: its number {value.Number}, which is all that messages hold, is the same."
                );
            }
        }

        foreach (var value in @new.Values.Where(value => old.Values.All(other => other.Name != value.Name) && !IsRenamed(value)))
        {
            yield return Added(value);
        }

        bool IsRenamed(EnumValueSchema value) =>
            old.Values.Any(other => other.Number == value.Number && @new.Values.All(kept => kept.Name != other.Name));

        SchemaChange Added(EnumValueSchema value)
        {
            var had = old.Reserved.Where(gone => gone.Number == value.Number).Select(gone => gone.Name).ToList();
            if (had.Count > 0 && !had.Contains(value.Name))
            {
                return Change(
                    ChangeKind.ValueReused,
                    Verdict.Breaks,
                    value.Name,
                    $"has number {value.Number}, which was {had[0]}'s: old messages would be read as what they are not. Give it another number."
                );
            }

            return
                old.Reserved.FirstOrDefault(gone => gone.Name == value.Name && gone.Number != value.Number) is { } moved && had.Count == 0
                ? Change(
                    ChangeKind.ValueNumberChanged,
                    Verdict.Breaks,
                    value.Name,
                    $"has number {value.Number} and had {moved.Number} before it was removed: readers of the other version take it for another value, or for none. Give it {moved.Number} again."
                )
                : Change(
                    ChangeKind.ValueAdded,
                    Verdict.Compatible,
                    value.Name,
                    old.Values.FirstOrDefault(other => other.Number == value.Number) is { } same
                        ? $"is another name of {same.Name}: messages hold its number, {value.Number}, alone."
                        : $"(number {value.Number}) is new: old readers see a number without a name."
                );
        }

        SchemaChange Change(ChangeKind kind, Verdict verdict, string value, string text) =>
            new(kind, old.Name, value, verdict, $"{old.Name}.{value} {text}");
    }

    /// <summary>Whether all that the old enum says, the new one says with the same numbers.</summary>
    public static bool Covers(EnumSchema @new, EnumSchema old) =>
        old.Values.All(value => @new.Values.Any(other => other.Number == value.Number && other.Name == value.Name));
}
