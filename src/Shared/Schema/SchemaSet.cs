using Waybill.Roslyn;

namespace Waybill.Schemas;

/// <summary>All that an assembly's messages are on the wire. Compares by value.</summary>
/// <param name="Messages">The messages by name.</param>
/// <param name="Enums">The enums of their fields by name.</param>
internal sealed record SchemaSet(EquatableArray<MessageSchema> Messages, EquatableArray<EnumSchema> Enums)
{
    /// <summary>The set in its one order, each thing once.</summary>
    public static SchemaSet Of(IEnumerable<MessageSchema> messages, IEnumerable<EnumSchema> enums) =>
        new(
            messages.GroupBy(message => message.Name).OrderBy(named => named.Key, StringComparer.Ordinal).Select(Only).ToEquatableArray(),
            enums.GroupBy(@enum => @enum.Name).OrderBy(named => named.Key, StringComparer.Ordinal).Select(Only).ToEquatableArray()
        );

    /// <summary>The message of a name; null where there is none.</summary>
    public MessageSchema? Message(string name) => Messages.FirstOrDefault(message => message.Name == name);

    /// <summary>The enum of a name; null where there is none.</summary>
    public EnumSchema? Enum(string name) => Enums.FirstOrDefault(@enum => @enum.Name == name);

    private static T Only<T>(IGrouping<string, T> named) => named.First();
}
