using Waybill.Wire;

namespace Waybill.Schemas;

/// <summary>Compares two versions of a message.</summary>
internal sealed class MessageComparison(MessageSchema old, MessageSchema @new, SchemaSet oldSet, SchemaSet newSet)
{
    public IEnumerable<SchemaChange> Changes()
    {
        foreach (var field in old.Fields)
        {
            var sameName = @new.Fields.FirstOrDefault(other => other.Name == field.Name);
            var sameNumber = @new.Fields.FirstOrDefault(other => other.Number == field.Number);
            foreach (
                var change in sameName is null
                    ? sameNumber is null || old.Fields.Any(other => other.Name == sameNumber.Name)
                        ? Removed(field)
                        : Renamed(field, sameNumber)
                    : Kept(field, sameName)
            )
            {
                yield return change;
            }
        }

        foreach (var field in @new.Fields.Where(field => old.Fields.All(other => other.Name != field.Name && other.Number != field.Number)))
        {
            yield return Added(field);
        }

        foreach (var field in @new.Fields.Where(field => old.Fields.All(other => other.Name != field.Name)))
        {
            if (
                old.Fields.FirstOrDefault(other => other.Number == field.Number) is { } owner
                && @new.Fields.Any(other => other.Name == owner.Name)
            )
            {
                yield return Reused(field, owner);
            }
        }

        foreach (var change in @new.Fields.Select(JsonNameReused).OfType<SchemaChange>())
        {
            yield return change;
        }

        var numbers = @new.ReservedNumbers.Where(number => !old.ReservedNumbers.Contains(number)).ToList();
        var names = @new.ReservedNames.Where(name => !old.ReservedNames.Contains(name)).ToList();
        if (numbers.Count + names.Count > 0)
        {
            yield return Change(
                ChangeKind.Reserved,
                part: null,
                Verdict.Compatible,
                $"reserves {string.Join(", ", numbers.Select(number => $"{number}").Concat(names))}."
            );
        }
    }

    /// <summary>A message that is no collection and not null: without it nothing can be read.</summary>
    private static bool IsRequired(FieldSchema field) => field is { Label: FieldLabel.Singular, Message: not null };

    private IEnumerable<SchemaChange> Removed(FieldSchema field)
    {
        if (field.OneOf is not null)
        {
            var isReserved = @new.ReservedNumbers.Contains(field.Number) && @new.ReservedNames.Contains(field.Name);
            yield return Change(
                ChangeKind.FieldRemoved,
                field,
                Verdict.Breaks,
                $"was a case, and new readers refuse a message that is one. Keep it until no such message is left{(isReserved ? "." : $"; then put {Reserved(field)} on the type and accept it.")}{Renumbered(field)}"
            ) with
            {
                OldNumber = isReserved ? 0 : field.Number,
            };
        }
        else if (!@new.ReservedNumbers.Contains(field.Number) && Respelled(field) is { } respelled)
        {
            yield return Change(
                ChangeKind.FieldRemoved,
                field,
                Verdict.Breaks,
                $"was removed, and what old messages have under its number {field.Number} nobody finds. If it is {respelled.Name} now, put [Field({field.Number})] on {respelled.Name}."
            ) with
            {
                OldNumber = 0,
            };
        }
        else if (IsRequired(field))
        {
            yield return Change(
                ChangeKind.FieldRemoved,
                field,
                Verdict.Breaks,
                $"was removed, and old readers refuse a message without it. Make it nullable, and remove it when no such reader is left.{Moved(field)}"
            ) with
            {
                OldNumber = 0,
            };
        }
        else if (!@new.ReservedNumbers.Contains(field.Number))
        {
            yield return Change(
                ChangeKind.FieldRemoved,
                field,
                Verdict.Breaks,
                $"was removed and its number {field.Number} is not reserved: a later field could take it, and old messages be read as what they are not. "
                    + Reserve(field)
                    + Moved(field)
            );
        }
        else if (!@new.ReservedNames.Contains(field.Name))
        {
            yield return Change(
                ChangeKind.FieldRemoved,
                field,
                Verdict.BreaksJson,
                $"was removed and its name is not reserved: a later field could take it, and old JSON be read as what it is not. {Reserve(field)}"
            );
        }
        else
        {
            yield return Change(ChangeKind.FieldRemoved, field, Verdict.Compatible, "was removed, its number and name reserved.");
        }
    }

    /// <summary>The new field that has its letters in JSON and its type: to reserve the name would refuse that one.</summary>
    private FieldSchema? Respelled(FieldSchema field) =>
        @new.Fields.FirstOrDefault(other =>
            old.Fields.All(before => before.Name != other.Name)
            && JsonWords.AreAlike(other.JsonName, field.JsonName)
            && IsSameValue(other, field)
        );

    /// <summary>The way out where the case is there under another name, and got a number of its own with it, as a sentence.</summary>
    private string Renumbered(FieldSchema @case) =>
        @new
            .Fields.Where(field =>
                field.OneOf is not null
                && old.Fields.All(other => other.Name != field.Name)
                && SameMessages.Are(@case.Message!, field.Message!, oldSet, newSet)
            )
            .ToList()
            is [var renamed]
            ? $" If it is {renamed.Name} now, put [Field({@case.Number})] on {renamed.Name} instead: that keeps it in Protobuf"
                + (
                    JsonWords.AreAlike(@case.JsonName, renamed.JsonName)
                        ? "."
                        : $", but JSON names a case by its type, '{renamed.JsonName}' now and '{@case.JsonName}' before. Only a case that is called {@case.Name} keeps that."
                )
            : "";

    /// <summary>The way out where the field may be there under another name and number, as a sentence: only one is gone and only one is new that is of its type.</summary>
    private string Moved(FieldSchema field) =>
        !@new.ReservedNumbers.Contains(field.Number)
        && old.Fields.Where(other => IsGone(other, old, @new) && IsSameValue(other, field)).ToList() is [_]
        && @new.Fields.Where(other => IsGone(other, @new, old) && IsSameValue(other, field)).ToList() is [var moved]
            ? $" If it is {moved.Name} now, put [Field({field.Number})] on {moved.Name} instead{(JsonWords.AreAlike(moved.JsonName, field.JsonName) ? "" : $", and {Named(field)} for JSON")}."
            : "";

    /// <summary>Whether the other version has nothing under the field's name or number.</summary>
    private static bool IsGone(FieldSchema field, MessageSchema from, MessageSchema to) =>
        to.Fields.All(other =>
            other.Name != field.Name && (other.Number != field.Number || from.Fields.Any(kept => kept.Name == other.Name))
        );

    /// <summary>Whether the two differ at most in what they are called and in who is shown them.</summary>
    private static bool IsSameValue(FieldSchema field, FieldSchema other) =>
        other with { Number = field.Number, Name = field.Name, JsonName = field.JsonName, IsSensitive = field.IsSensitive } == field;

    private static string Reserve(FieldSchema field) => $"Put {Reserved(field)} on the type.";

    private static string Reserved(FieldSchema field) => $"[Reserved({field.Number}, \"{field.Name}\")]";

    private static string Named(FieldSchema field) => $"[JsonPropertyName(\"{field.JsonName}\")]";

    /// <summary>The way back to the name that the field had in JSON, as a sentence; nothing where it needs none, and where another field has taken that.</summary>
    private string Rename(FieldSchema field, FieldSchema kept) =>
        JsonVerdict(field, kept) == Verdict.Compatible
        || @new.Fields.Any(other => other != kept && JsonWords.AreAlike(other.JsonName, field.JsonName))
            ? ""
        : field.OneOf is null && kept.OneOf is null ? $" Put {Named(field)} on it."
        : $" Only a case that is called {field.Name} keeps that.";

    private IEnumerable<SchemaChange> Renamed(FieldSchema field, FieldSchema renamed)
    {
        yield return Change(
            ChangeKind.FieldRenamed,
            renamed,
            JsonVerdict(field, renamed),
            $"was called {field.Name}: the same in Protobuf, and in JSON {InJson(field, renamed)}.{Rename(field, renamed)}{Reclaimed(renamed)}"
        ) with
        {
            OldNumber = field.Number,
        };
        foreach (var change in Compared(field, renamed))
        {
            yield return change;
        }
    }

    private static Verdict JsonVerdict(FieldSchema field, FieldSchema kept) =>
        JsonWords.AreAlike(kept.JsonName, field.JsonName) ? Verdict.Compatible : Verdict.BreaksJson;

    /// <summary>Who finds a field in JSON, as the end of a sentence.</summary>
    private static string InJson(FieldSchema field, FieldSchema kept) =>
        kept.JsonName == field.JsonName ? $"it is '{kept.JsonName}' as before"
        : JsonWords.AreAlike(kept.JsonName, field.JsonName)
            ? $"Waybill's readers find '{field.JsonName}' under '{kept.JsonName}', and only others that look for the one as it is written do not find the other"
        : $"nobody finds '{field.JsonName}' under '{kept.JsonName}'";

    private IEnumerable<SchemaChange> Kept(FieldSchema field, FieldSchema kept)
    {
        if (kept.Number != field.Number)
        {
            yield return Change(
                ChangeKind.NumberChanged,
                kept,
                Verdict.Breaks,
                $"has number {kept.Number} and had {field.Number}: readers of the other version do not find it. Put [Field({field.Number})] on it."
            ) with
            {
                OldNumber = field.Number,
            };
        }

        if (kept.JsonName != field.JsonName)
        {
            yield return Change(
                ChangeKind.JsonNameChanged,
                kept,
                JsonVerdict(field, kept),
                $"is '{kept.JsonName}' in JSON and was '{field.JsonName}': {InJson(field, kept)}.{Rename(field, kept)}{Reclaimed(kept)}"
            );
        }

        foreach (var change in Compared(field, kept))
        {
            yield return change;
        }
    }

    private IEnumerable<SchemaChange> Compared(FieldSchema field, FieldSchema kept)
    {
        if (TypeCompatibility.Of(field, kept, oldSet, newSet) is { } types)
        {
            var reason = TypeCompatibility.EnumReason(field, kept, oldSet, newSet);
            yield return Change(
                ChangeKind.TypeChanged,
                kept,
                types,
                $"is {TypeCompatibility.Text(kept)} and was {TypeCompatibility.Text(field)}: {TypeCompatibility.Renumbered(field, kept, oldSet, newSet) ?? TypeCompatibility.Consequence(types, kept)}{(reason is null ? "" : $" {reason}")}"
            );
        }

        // A default comes and goes with presence: that is one change.
        if (kept.Default != field.Default && !IsCollection(field) && !IsCollection(kept))
        {
            yield return DefaultChanged(field, kept);
        }
        else if (kept.Label != field.Label)
        {
            yield return LabelChanged(field, kept);
        }

        if (kept.OneOf != field.OneOf)
        {
            yield return Change(
                ChangeKind.OneOfChanged,
                kept,
                Verdict.Breaks,
                $"is {OneOf(kept)} and was {OneOf(field)}: of several cases in one message only the last is read."
            );
        }

        if (kept.IsSensitive != field.IsSensitive)
        {
            yield return Change(
                ChangeKind.SensitivityChanged,
                kept,
                Verdict.Compatible,
                kept.IsSensitive
                    ? "is sensitive and was not: the same on the wire, and logs and tools of the new version leave its value out."
                    : "is not sensitive any more: the same on the wire, and logs and tools of the new version may show its value."
            );
        }
    }

    /// <summary>Whether JSON readers take null for empty where the member is not nullable, as they do of texts and bytes.</summary>
    private static bool ReadsNull(FieldSchema field) => field.Type == "string" || field is { Type: "bytes", Format: null };

    private static bool IsCollection(FieldSchema field) => field.Label is FieldLabel.Repeated or FieldLabel.Map;

    /// <summary>A writer without a default leaves zero out, and a reader with one takes that for the default.</summary>
    private SchemaChange DefaultChanged(FieldSchema field, FieldSchema kept)
    {
        var hidden = field.IsSensitive || kept.IsSensitive;
        var now = hidden ? "its default" : kept.Default;
        var before = hidden ? "its default" : field.Default;
        var text =
            field.Default is null
                ? $"has {(hidden ? "a default" : $"the default {now}")} and had none: what old writers leave out, zero or null, reads as {now}. Leave the default out, or add a field that has one."
            : kept.Default is null
                ? $"has no default and had {(hidden ? "one" : before)}: what new writers leave out, zero or null, old readers read as {before}. Leave the default, or add a field that has none."
            : $"has {(hidden ? "another default" : $"the default {now} and had {before}")}: where the field is left out, as in messages from before it came, each version reads its own. Leave the default, or add a field that has another.";
        return Change(ChangeKind.DefaultChanged, kept, Verdict.Breaks, text);
    }

    private SchemaChange LabelChanged(FieldSchema field, FieldSchema kept)
    {
        var text = $"is {Label(kept)} and was {Label(field)}: ";
        if (IsCollection(field) || IsCollection(kept))
        {
            return Change(
                ChangeKind.LabelChanged,
                kept,
                Verdict.Breaks,
                text
                    + "readers of the other version refuse it, lose elements or take one for all. Add a field, and keep this one until nobody reads it."
            );
        }

        return field.Message is null && kept.Message is null
            ? Change(
                ChangeKind.LabelChanged,
                kept,
                ReadsNull(field) && ReadsNull(kept) ? Verdict.Compatible : Verdict.BreaksJson,
                text
                    + "where it is not told apart, absent is the default"
                    + (
                        ReadsNull(field) && ReadsNull(kept)
                            ? "."
                            : ", but in JSON a null is refused by readers to which it is not nullable. Leave it as it was."
                    )
            )
            : Change(
                ChangeKind.LabelChanged,
                kept,
                Verdict.Breaks,
                text
                    + $"{(IsRequired(kept) ? "new" : "old")} readers refuse a message without it. {(IsRequired(kept) ? "Leave it nullable." : "Do so when no old reader is left.")}"
            );
    }

    private SchemaChange Added(FieldSchema field)
    {
        // A reserved name may have been a name in JSON alone: a field that is called otherwise there takes nothing of it.
        var takesName = old.ReservedNames.Contains(field.Name) && JsonWords.AreAlike(field.Name, field.JsonName);
        if (old.ReservedNumbers.Contains(field.Number) || takesName)
        {
            return Change(
                ChangeKind.NumberReused,
                field,
                Verdict.Breaks,
                $"has a number ({field.Number}) or name that was in use before and is reserved: old messages would be read as what they are not. Take another."
            );
        }

        if (field.OneOf is not null)
        {
            return Change(
                ChangeKind.FieldAdded,
                field,
                Verdict.Breaks,
                "is a new case, and old readers refuse a message that is one. Bring them up to date before anybody writes it."
            );
        }

        return IsRequired(field)
            ? Change(
                ChangeKind.FieldAdded,
                field,
                Verdict.Breaks,
                "is new and must be there: messages that were written before cannot be read. Make it nullable, or give it a default."
            )
            : Change(
                ChangeKind.FieldAdded,
                field,
                Verdict.Compatible,
                $"(number {field.Number}) is new: old readers skip it, and in old messages it is absent."
            );
    }

    /// <summary>A name that a field has got in JSON and another had: old readers find the one under it, and new readers the other.</summary>
    private SchemaChange? JsonNameReused(FieldSchema field)
    {
        var before =
            old.Fields.FirstOrDefault(other => other.Name == field.Name)
            ?? old.Fields.FirstOrDefault(other => other.Number == field.Number && @new.Fields.All(kept => kept.Name != other.Name));
        if (before is not null && JsonWords.AreAlike(before.JsonName, field.JsonName))
        {
            return null;
        }

        // A field that was there says with its change of name that the new one was reserved.
        var owner =
            old.Fields.FirstOrDefault(other => other != before && JsonWords.AreAlike(other.JsonName, field.JsonName)) is { } other
                ? other.Name + " was"
            : before is null && IsReservedInJson(field) ? "was in use before"
            : null;
        return owner is null
            ? null
            : Change(
                ChangeKind.JsonNameReused,
                field,
                Verdict.BreaksJson,
                $"is '{field.JsonName}' in JSON, which {owner}: readers of the other version take one for the other. Put [JsonPropertyName] with a name on it that nothing had."
            );
    }

    /// <summary>Of a reserved name nobody knows any more which field had it: it may be the field's own that comes back.</summary>
    private string Reclaimed(FieldSchema field) =>
        IsReservedInJson(field)
            ? $" '{field.JsonName}' was in use before: unless it was this field's, old JSON is read as what it is not."
            : "";

    /// <summary>Whether its name in JSON is reserved. That its own name is, is said with its number.</summary>
    private bool IsReservedInJson(FieldSchema field) =>
        old.ReservedNames.Any(name => name != field.Name && JsonWords.AreAlike(name, field.JsonName));

    private SchemaChange Reused(FieldSchema field, FieldSchema owner) =>
        Change(
            ChangeKind.NumberReused,
            field,
            Verdict.Breaks,
            $"has number {field.Number}, which was {owner.Name}'s: readers of the other version take one for the other."
        );

    private static string Label(FieldSchema field) =>
        field.Label switch
        {
            FieldLabel.Repeated => "repeated",
            FieldLabel.Map => "a map",
            FieldLabel.Optional => "nullable",
            _ => "not nullable",
        };

    private static string OneOf(FieldSchema field) => field.OneOf is { } oneOf ? $"a case of {oneOf}" : "a field of its own";

    private SchemaChange Change(ChangeKind kind, FieldSchema field, Verdict verdict, string text) =>
        Change(kind, field.Name, verdict, text) with
        {
            OldNumber = kind == ChangeKind.FieldRemoved ? field.Number : 0,
        };

    private SchemaChange Change(ChangeKind kind, string? part, Verdict verdict, string text) =>
        new(kind, old.Name, part, verdict, $"{(part is null ? old.Name : $"{old.Name}.{part}")} {text}");
}
