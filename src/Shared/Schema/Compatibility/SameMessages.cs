namespace Waybill.Schemas;

/// <summary>Compares messages whose names differ: the name of a nested one is not among the bytes.</summary>
internal static class SameMessages
{
    /// <summary>Whether two messages have the same members, and these in turn where they are messages: nobody who reads one where it is nested can tell it from the other.</summary>
    public static bool Are(string old, string @new, SchemaSet oldSet, SchemaSet newSet) => Pairs(old, @new, oldSet, newSet).Count > 0;

    /// <summary>Two messages that are the same, and those that are nested in both under two names; none where they differ.</summary>
    public static IReadOnlyCollection<(string Old, string New)> Pairs(string old, string @new, SchemaSet oldSet, SchemaSet newSet)
    {
        var pairs = new HashSet<(string Old, string New)>();
        return Agree(old, @new, oldSet, newSet, haveNumbers: true, pairs) ? pairs : [];
    }

    /// <summary>Whether two messages have members of the same names and types, whatever their numbers: with the name of the one, the other would get these too.</summary>
    public static bool AreNamedAlike(string old, string @new, SchemaSet oldSet, SchemaSet newSet) =>
        Agree(old, @new, oldSet, newSet, haveNumbers: false, []);

    private static bool Agree(
        string old,
        string @new,
        SchemaSet oldSet,
        SchemaSet newSet,
        bool haveNumbers,
        HashSet<(string Old, string New)> asked
    )
    {
        // What leads back to itself is the same unless something else differs.
        if (!asked.Add((old, @new)))
        {
            return true;
        }

        return oldSet.Message(old) is { } before
            && newSet.Message(@new) is { } after
            && before.Fields.Count == after.Fields.Count
            && InOrder(before).Zip(InOrder(after), AreSame).All(static same => same);

        IEnumerable<FieldSchema> InOrder(MessageSchema message) =>
            haveNumbers
                ? message.Fields
                : message
                    .Fields.Select(static field => field with { Number = 0 })
                    .OrderBy(static field => field.Name, StringComparer.Ordinal);

        bool AreSame(FieldSchema field, FieldSchema other) =>
            (field == other && field.Message is null)
            || (
                field.Message is { } inner
                && other.Message is { } otherInner
                && field with { Type = other.Type } == other
                && (inner == otherInner || Agree(inner, otherInner, oldSet, newSet, haveNumbers, asked))
            );
    }
}
