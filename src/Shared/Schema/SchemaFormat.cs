namespace Waybill.Schemas;

/// <summary>
/// The lines of a schema, in the attributes of messages and in <c>waybill.lock</c>: one thing a line, each line complete in itself, its fields split by tabs and escaped as the
/// manifest's are. Lines are sorted by the name of their message or enum, then by kind and number, so that what belongs together stands together and what two
/// branches add lands in two places. Readers ignore fields beyond those they know.
/// </summary>
internal static class SchemaFormat
{
    /// <summary>A message: its name.</summary>
    public const string Message = "message";

    /// <summary>A field: message, number, name, JSON name, label, type, and as far as it has them the map's key, the format, the oneof, the key's format, <see cref="Sensitive"/> and the default that is not zero.</summary>
    public const string Field = "field";

    /// <summary>The mark of a field whose value is to be shown to nobody.</summary>
    public const string Sensitive = "sensitive";

    /// <summary>A number that no field may have again: message, number.</summary>
    public const string ReservedNumber = "reserved-number";

    /// <summary>A name that no field may have again, in C# or in JSON: message, name.</summary>
    public const string ReservedName = "reserved-name";

    /// <summary>An enum: its name.</summary>
    public const string Enum = "enum";

    /// <summary>An enum's value: enum, number, name.</summary>
    public const string Value = "value";

    /// <summary>A number that no other value may have again: enum, number, the name that it had.</summary>
    public const string ReservedValue = "reserved-value";
}
