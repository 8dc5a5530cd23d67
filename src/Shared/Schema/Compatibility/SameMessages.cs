namespace Waybill.Schemas;

/// <summary>Compares messages whose names differ: the name of a nested one is not among the bytes.</summary>
internal static class SameMessages
{
    /// <summary>Whether two messages have the same members, and these in turn where they are messages: nobody who reads one where it is nested can tell it from the other.</summary>
    public static bool Are(string old, string @new, SchemaSet oldSet, SchemaSet newSet) => Are(old, @new, oldSet, newSet, []);

    private static bool Are(string old, string @new, SchemaSet oldSet, SchemaSet newSet, HashSet<(string Old, string New)> asked)
    {
        // What leads back to itself is the same unless something else differs.
        if (!asked.Add((old, @new)))
        {
            return true;
        }

        return oldSet.Message(old) is { } before
            && newSet.Message(@new) is { } after
            && before.Fields.Count == after.Fields.Count
            && before.Fields.Zip(after.Fields, AreSame).All(static same => same);

        bool AreSame(FieldSchema field, FieldSchema other) =>
            (field == other && field.Message is null)
            || (
                field.Message is { } inner
                && other.Message is { } otherInner
                && field with { Type = other.Type } == other
                && (inner == otherInner || Are(inner, otherInner, oldSet, newSet, asked))
            );
    }
}
