namespace Waybill.Schemas;

/// <summary>
/// Compares two schemas by the rules that docs/format/schema-evolution.md states: those of <c>buf breaking</c>'s WIRE and WIRE_JSON, and Waybill's own for messages that
/// must be there. https://buf.build/docs/breaking/rules
/// </summary>
internal static class SchemaComparison
{
    /// <summary>All changes: messages and then enums by name, fields by number.</summary>
    public static IReadOnlyList<SchemaChange> Compare(SchemaSet old, SchemaSet @new) =>
        [
            .. Names(old.Messages.Select(message => message.Name), @new.Messages.Select(message => message.Name))
                .SelectMany(name => Message(name, old, @new)),
            .. Names(old.Enums.Select(@enum => @enum.Name), @new.Enums.Select(@enum => @enum.Name))
                .SelectMany(name => Enum(name, old, @new)),
        ];

    /// <summary>The changes of one message, of which at least one schema knows.</summary>
    public static IEnumerable<SchemaChange> Message(string name, SchemaSet old, SchemaSet @new) =>
        (old.Message(name), @new.Message(name)) switch
        {
            (null, _) when RootOfNew(name, old, @new) is not null => [],
            (null, _) => [new(ChangeKind.MessageAdded, name, null, Verdict.Compatible, $"{name} is new.")],
            // No message bears the name of a case: that it is gone its union says.
            (_, null) when old.Messages.Any(message => message.HasCase(name)) => [],
            (_, null) => [new(ChangeKind.MessageRemoved, name, null, Verdict.Breaks, Removed(name, old, @new))],
            var (before, after) => new MessageComparison(before, after, old, @new).Changes(),
        };

    private static string Removed(string name, SchemaSet old, SchemaSet @new)
    {
        const string Lost = "nothing handles the messages of that name that are on their way.";
        var heirs = @new
            .Messages.Where(message =>
                old.Message(message.Name) is null
                && RootOfNew(message.Name, old, @new) is null
                && message.Fields.Count > 0
                && SameMessages.AreNamedAlike(name, message.Name, old, @new)
            )
            .ToList();
        if (heirs.Count != 1)
        {
            return $"{name} was removed or renamed: {Lost} Give the type that it became [Message(Name = \"{name}\")].";
        }

        // Only what is nested may be a type of somebody else's.
        var heir = heirs[0].Name;
        return $"{name} was removed: {Lost} If it is {heir} now, which has the same members, give {heir} [Message(Name = \"{name}\")]."
            + (
                old.Messages.Any(message => message.Fields.Any(field => field.Message == name))
                    ? " A type of somebody else's ([assembly: MessageFor]) is never sent by itself, and what holds it reads as before."
                    : ""
            );
    }

    /// <summary>The removal of a message that <c>[assembly: MessageFor]</c> named, whose type is still there.</summary>
    public static SchemaChange Unnamed(SchemaChange removed)
    {
        var text =
            $"{removed.Owner} is no message any more, for [assembly: MessageFor(typeof({removed.Owner}))] is gone: what held it cannot be read. Put it back.";
        return removed with { Text = text, WholeText = text };
    }

    /// <summary>The removal of a message that a referenced assembly declares.</summary>
    /// <param name="removed">The removal.</param>
    /// <param name="assembly">The assembly's name.</param>
    public static SchemaChange Moved(SchemaChange removed, string assembly)
    {
        var text =
            $"{removed.Owner} was moved to {assembly}: on the wire it is the same, and nothing here compares it any more. Take its lines into {LockFile.Name} of {assembly}, and then out of this one.";
        return removed with { Text = text, WholeText = text };
    }

    /// <summary>The union that a message comes to as a case, and that says so; null for a message that comes by itself.</summary>
    public static MessageSchema? RootOfNew(string name, SchemaSet old, SchemaSet @new) =>
        @new.Messages.FirstOrDefault(root => root.HasCase(name) && old.Message(root.Name)?.HasCase(name) != true);

    /// <summary>The changes of one enum, of which at least one schema knows.</summary>
    public static IEnumerable<SchemaChange> Enum(string name, SchemaSet old, SchemaSet @new) =>
        (old.Enum(name), @new.Enum(name)) switch
        {
            (null, _) => [new(ChangeKind.EnumAdded, name, null, Verdict.Compatible, $"{name} is new.")],
            (_, null) => [new(ChangeKind.EnumRemoved, name, null, Verdict.Compatible, $"No field is of type {name} any more.")],
            var (before, after) => EnumComparison.Changes(before, after),
        };

    private static IEnumerable<string> Names(IEnumerable<string> old, IEnumerable<string> @new) =>
        old.Union(@new).OrderBy(name => name, StringComparer.Ordinal);
}
