namespace Waybill.Schemas;

/// <summary>
/// Which types may follow which. https://protobuf.dev/programming-guides/proto3/#updating says it for the wire; in JSON integers and enums are numbers, whatever their size, and keys texts.
/// </summary>
internal static class TypeCompatibility
{
    /// <summary>What the change of a field's type or key does; null when there is none.</summary>
    public static Verdict? Of(FieldSchema old, FieldSchema @new, SchemaSet oldSet, SchemaSet newSet)
    {
        var value = OfType(old, @new, oldSet, newSet);
        var key = old.KeyField is { } oldKey && @new.KeyField is { } newKey ? OfType(oldKey, newKey, oldSet, newSet) : null;
        return value is null || key > value ? key : value;
    }

    /// <summary>The type in words.</summary>
    public static string Text(FieldSchema field) => Form(field) + (field.KeyField is { } key ? $" by {Form(key)}" : "");

    private static string Form(FieldSchema field) => field.Type + (field.Format is null ? "" : $" ({field.Format})");

    /// <summary>What follows from a verdict on a field's type, as the end of a sentence.</summary>
    public static string Consequence(Verdict verdict, FieldSchema @new) =>
        verdict switch
        {
            Verdict.Compatible when @new.Message is not null =>
                "its members are the same, and the name of a nested message is not on the wire.",
            Verdict.Compatible => "the same on the wire, and a value that does not fit is refused.",
            Verdict.BreaksJson => "the same in Protobuf, but not in JSON. Add a field, and keep this one until nobody reads it.",
            _ =>
                "readers of the other version refuse it or take it for another value. Add a field, and keep this one until nobody reads it.",
        };

    /// <summary>What breaks, and the way out, where a field becomes of a message that differs from the one before in its name and numbers alone; null where it does not.</summary>
    public static string? Renumbered(FieldSchema old, FieldSchema @new, SchemaSet oldSet, SchemaSet newSet) =>
        old.Message is { } before
        && @new.Message is { } after
        && before != after
        && !SameMessages.Are(before, after, oldSet, newSet)
        && SameMessages.AreNamedAlike(before, after, oldSet, newSet)
            ? $"its members have other numbers, so that readers of the other version do not find them. Give {after} [Message(Name = \"{before}\")], and it has those of {before}."
            : null;

    /// <summary>What in particular breaks when a field becomes of another enum, as a sentence; null where nothing does.</summary>
    public static string? EnumReason(FieldSchema old, FieldSchema @new, SchemaSet oldSet, SchemaSet newSet) =>
        old.Enum is { } before && @new.Enum is { } after && oldSet.Enum(before) is { } oldEnum && newSet.Enum(after) is { } newEnum
            ? EnumComparison
                .Changes(oldEnum with { Name = after }, newEnum)
                .FirstOrDefault(static change => change.Verdict != Verdict.Compatible)
                ?.Text
            : null;

    private static Verdict? OfType(FieldSchema old, FieldSchema @new, SchemaSet oldSet, SchemaSet newSet)
    {
        if (old.Type == @new.Type && old.Format == @new.Format)
        {
            return null;
        }

        if (old is { Enum: { } before } && @new is { Enum: { } after } && before != after)
        {
            return oldSet.Enum(before) is { } oldEnum && newSet.Enum(after) is { } newEnum && EnumComparison.Covers(newEnum, oldEnum)
                ? EnumComparison.Changes(oldEnum, newEnum).Select(static change => change.Verdict).DefaultIfEmpty(Verdict.Compatible).Max()
                : Verdict.Breaks;
        }

        // The name of a nested message is not among the bytes.
        if (old is { Message: { } message } && @new is { Message: { } other })
        {
            return SameMessages.Are(message, other, oldSet, newSet) ? Verdict.Compatible : Verdict.Breaks;
        }

        // Every text is bytes, but not all bytes are a text.
        if (old.Type == "string" && @new.Type == "bytes" && @new.Format is null)
        {
            return Verdict.BreaksJson;
        }

        if (WireGroup(old.Type) != WireGroup(@new.Type))
        {
            return Verdict.Breaks;
        }

        // A text says more than a text of a form; the other way round not every value has the form, and what has not is refused. Of floats hardly any is a half, and of the
        // numbers that have the bytes of a date none that has room for every date is read like one.
        if (old.Format != @new.Format)
        {
            return @new.Format is not null || old.Format is ValueFormat.Half or ValueFormat.Date ? Verdict.Breaks
                : old.Type == "string" ? Verdict.Compatible
                : Verdict.BreaksJson;
        }

        // A negative number and one beyond the middle of 64 bits are the same bytes: neither is refused, and each is taken for the other.
        if ((IsGreat(old, oldSet) && IsSigned(@new, newSet)) || (IsGreat(@new, newSet) && IsSigned(old, oldSet)))
        {
            return Verdict.Breaks;
        }

        return old.Type == "bool" ^ @new.Type == "bool" ? Verdict.BreaksJson : Verdict.Compatible;
    }

    private static bool IsGreat(FieldSchema field, SchemaSet set) =>
        field.Type == "uint64" || (field.Enum is { } name && set.Enum(name) is { } @enum && EnumComparison.IsOfUlong(@enum));

    // The schema does not tell an enum's underlying type, and values may have no name: it is an int unless a value says that it is not.
    private static bool IsSigned(FieldSchema field, SchemaSet set) =>
        field.Type is "int32" or "int64" || (field.Enum is not null && !IsGreat(field, set));

    /// <summary>Types of one group have the same bytes for the same values.</summary>
    private static string WireGroup(string type) =>
        type switch
        {
            "int32" or "uint32" or "int64" or "uint64" or "bool" => "varint",
            _ when type.StartsWith(FieldSchema.EnumPrefix, StringComparison.Ordinal) => "varint",
            _ => type,
        };
}
