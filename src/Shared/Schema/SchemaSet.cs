using Waybill.Roslyn;

namespace Waybill.Schemas;

/// <summary>All that an assembly's messages are on the wire. Compares by value.</summary>
/// <param name="Messages">The messages by name, ordinal, each once.</param>
/// <param name="Enums">The enums of their fields by name, in the same way.</param>
internal sealed record SchemaSet(EquatableArray<MessageSchema> Messages, EquatableArray<EnumSchema> Enums)
{
    /// <summary>The set in its one order, each thing once.</summary>
    public static SchemaSet Of(IEnumerable<MessageSchema> messages, IEnumerable<EnumSchema> enums) =>
        new(
            messages.GroupBy(message => message.Name).OrderBy(named => named.Key, StringComparer.Ordinal).Select(Only).ToEquatableArray(),
            enums.GroupBy(@enum => @enum.Name).OrderBy(named => named.Key, StringComparer.Ordinal).Select(Only).ToEquatableArray()
        );

    /// <summary>The message of a name; null where there is none.</summary>
    public MessageSchema? Message(string name) => Find(Messages, static message => message.Name, name);

    /// <summary>The enum of a name; null where there is none.</summary>
    public EnumSchema? Enum(string name) => Find(Enums, static @enum => @enum.Name, name);

    /// <summary>Asked for every message at every edit.</summary>
    private static T? Find<T>(EquatableArray<T> things, Func<T, string> nameOf, string name)
        where T : class, IEquatable<T>
    {
        var (first, last) = (0, things.Count - 1);
        while (first <= last)
        {
            var middle = (first + last) / 2;
            var order = string.CompareOrdinal(nameOf(things[middle]), name);
            if (order == 0)
            {
                return things[middle];
            }

            (first, last) = order < 0 ? (middle + 1, last) : (first, middle - 1);
        }

        return null;
    }

    private static T Only<T>(IGrouping<string, T> named) => named.First();
}
