using Waybill.Roslyn;
using Waybill.Wire;

namespace Waybill.Schemas;

/// <summary>Makes the schema that a lock file holds next.</summary>
internal static class SchemaUpdate
{
    /// <summary>
    /// The new schema, in which what was used once stays reserved. A message or enum whose change breaks readers stays as it was unless it is accepted.
    /// </summary>
    /// <param name="old">What the lock file has.</param>
    /// <param name="new">What the source says.</param>
    /// <param name="accepts">Whether to take what breaks readers, by the name of the message or enum.</param>
    public static SchemaSet Next(SchemaSet old, SchemaSet @new, Func<string, bool> accepts)
    {
        var kept = new HashSet<string>(
            SchemaComparison
                .Compare(old, @new)
                .Where(change => change.Verdict != Verdict.Compatible && !accepts(change.Owner))
                .Select(change => change.Owner),
            StringComparer.Ordinal
        );
        // What is gone with the union that it was a case of stays with it.
        kept.UnionWith(
            old.Messages.Where(message =>
                    @new.Message(message.Name) is null && old.Messages.Any(root => kept.Contains(root.Name) && root.HasCase(message.Name))
                )
                .Select(message => message.Name)
                .ToList()
        );
        // What a kept field is measured by stays as it was: with a value renamed in between, the change would be another the next time.
        kept.UnionWith(
            @new.Messages.Where(message => kept.Contains(message.Name))
                .SelectMany(message =>
                    message.Fields.SelectMany(field => EnumsBefore(message.Name, field).Where(name => name != field.Enum))
                )
                .ToList()
        );
        var renamed = @new
            .Messages.SelectMany(holder =>
                holder.Fields.SelectMany(field =>
                    FieldsBefore(holder.Name, field)
                        .Where(before => before.Message is not null && field.Message is not null && before.Message != field.Message)
                        .SelectMany(before => SameMessages.Pairs(before.Message!, field.Message!, old, @new))
                )
            )
            .ToLookup(pair => pair.New, pair => pair.Old);
        var messages = old
            .Messages.Where(message => kept.Contains(message.Name))
            .Concat(
                @new.Messages.Where(message => !kept.Contains(message.Name) && !ComesWithKept(message))
                    .Select(message => Predecessors(message).Aggregate(message, Follow))
            )
            .ToList();
        // Where a message of before is kept, so is what it is made of, though the source may have nothing of it.
        return SchemaSet.Of(
            messages,
            messages
                .SelectMany(message => message.Enums)
                .Concat(old.Enums.Select(@enum => @enum.Name).Where(name => kept.Contains(name) || @new.Enum(name) is not null))
                .Distinct()
                .Select(name =>
                    (@new.Enum(name) is { } @enum && !kept.Contains(name) ? @enum : old.Enum(name)) is { } next
                        ? Follow(Before(next), next)
                        : null
                )
                .OfType<EnumSchema>()
        );

        // What a nested message was before under another name, its messages are still on their way as parts of others.
        IEnumerable<MessageSchema> Predecessors(MessageSchema message) =>
            renamed[message.Name].Append(message.Name).Distinct().Select(old.Message).OfType<MessageSchema>();

        // A field that becomes of another enum brings what it was before: its messages are still on their way.
        IEnumerable<EnumSchema> Before(EnumSchema next) =>
            @new
                .Messages.Where(message => !kept.Contains(message.Name))
                .SelectMany(message =>
                    message.Fields.Where(field => field.Enum == next.Name).SelectMany(field => EnumsBefore(message.Name, field))
                )
                .Append(next.Name)
                .Distinct()
                .Select(old.Enum)
                .OfType<EnumSchema>();

        // Of the field of the name, and of the one of the number: where these are two, messages of both are on their way.
        IEnumerable<string> EnumsBefore(string message, FieldSchema field) =>
            FieldsBefore(message, field).Select(before => before.Enum).OfType<string>();

        IEnumerable<FieldSchema> FieldsBefore(string message, FieldSchema field) =>
            (old.Message(message)?.Fields ?? default).Where(before => before.Name == field.Name || before.Number == field.Number);

        bool ComesWithKept(MessageSchema message) =>
            old.Message(message.Name) is null
            && SchemaComparison.RootOfNew(message.Name, old, @new) is { } root
            && kept.Contains(root.Name);
    }

    private static EnumSchema Follow(IEnumerable<EnumSchema> old, EnumSchema @new) =>
        @new with
        {
            Reserved = EnumSchema.InOrder(
                old.SelectMany(before => before.Reserved.Concat(before.Values))
                    .Where(value => @new.Values.All(other => other.Number != value.Number))
            ),
        };

    /// <summary>Whether a field is found under another's name in JSON.</summary>
    private static bool IsNamedAs(FieldSchema field, FieldSchema other) => JsonWords.AreAlike(field.JsonName, other.JsonName);

    /// <summary>The name in JSON that was said for the field, and does not follow from its own.</summary>
    private static string? JsonName(FieldSchema field) => JsonWords.AreAlike(field.Name, field.JsonName) ? null : field.JsonName;

    private static MessageSchema Follow(MessageSchema @new, MessageSchema old)
    {
        var fields = @new.Fields;
        return @new with
        {
            ReservedNumbers = old
                .ReservedNumbers.Concat(old.Fields.Select(field => field.Number))
                .Where(number => fields.All(field => field.Number != number))
                .Concat(@new.ReservedNumbers)
                .Distinct()
                .OrderBy(number => number)
                .ToEquatableArray(),
            ReservedNames = old
                .ReservedNames.Concat(old.Fields.Select(field => field.Name))
                .Where(name => fields.All(field => field.Name != name && !JsonWords.AreAlike(name, field.JsonName)))
                .Concat(old.Fields.Where(field => fields.All(other => !IsNamedAs(other, field))).Select(JsonName).OfType<string>())
                .Concat(@new.ReservedNames)
                .Distinct()
                .OrderBy(name => name, StringComparer.Ordinal)
                .ToEquatableArray(),
        };
    }
}
