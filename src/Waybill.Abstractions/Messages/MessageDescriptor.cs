using Waybill.Wire;

namespace Waybill;

/// <summary>What is known of a message type at compile time. One instance a type, immutable and thread-safe.</summary>
public sealed class MessageDescriptor
{
    private static int s_count;

    private FieldNames? _table;

    /// <summary>The type's name on the wire (header <c>waybill-type</c>): <see cref="MessageAttribute.Name"/>, by default the full type name.</summary>
    public required string Name { get; init; }

    /// <summary>The exchange that the message is published to; null for a type that is only nested in others or sent to a queue.</summary>
    public string? Exchange { get; init; }

    /// <summary>The routing-key template, such as <c>order.{Region}.created</c>; empty where the exchange needs no key.</summary>
    public string RoutingKey { get; init; } = "";

    /// <summary>The durability that the message asks for; null when it says nothing and the exchange decides.</summary>
    public Durability? Durability { get; init; }

    /// <summary>Whether publishing throws when no queue receives the message.</summary>
    public bool Mandatory { get; init; }

    /// <summary>
    /// Whether a member, of the message or of one that it holds, is <see cref="SensitiveAttribute">sensitive</see>: the errors of reading it then carry nothing that
    /// user code said of its values, and name of a JSON path only the outermost member.
    /// </summary>
    public bool IsSensitive { get; init; }

    /// <summary>The schema's fingerprint (header <c>waybill-schema</c>): it changes when a field's number, name or type on the wire does, or what is among the values of that type: a <c>Version</c> is a string, but not every string is one.</summary>
    public ulong Schema { get; init; }

    /// <summary>
    /// The fields' names by rising number, split by blanks: what errors call them. A number follows the one before, from 1 on, unless the name says it:
    /// <c>Id Region=3 Note</c> has the numbers 1, 3 and 4.
    /// </summary>
    public string Fields { get; init; } = "";

    /// <summary>
    /// A small number, unique in this process: a bus keeps what it knows of a type in an array under it, where others look up a dictionary.
    /// </summary>
    public int Ordinal { get; } = Interlocked.Increment(ref s_count) - 1;

    /// <summary>A field's name; empty where there is no such field.</summary>
    internal string FieldName(int number) => Table.Find(number) ?? "";

    /// <summary>Whether the message has a field of this number.</summary>
    internal bool HasField(int number) => Table.Find(number) is not null;

    // Made when an unknown field or an error first asks; two threads may make it, and then both are the same.
    private FieldNames Table => _table ??= FieldNames.Parse(Fields);
}
