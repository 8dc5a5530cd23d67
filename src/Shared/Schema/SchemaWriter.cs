using System.Globalization;
using Waybill.Manifests;

namespace Waybill.Schemas;

/// <summary>Writes the lines of a schema.</summary>
internal static class SchemaWriter
{
    /// <summary>The lines in their one order.</summary>
    public static IEnumerable<string> Write(SchemaSet schema) => Blocks(schema).SelectMany(lines => lines);

    /// <summary>The same, apart for each message and enum.</summary>
    public static IEnumerable<IEnumerable<string>> Blocks(SchemaSet schema) =>
        schema
            .Messages.Select(message => (message.Name, Lines: Message(message)))
            .Concat(schema.Enums.Select(@enum => (@enum.Name, Lines: Enum(@enum))))
            .OrderBy(thing => thing.Name, StringComparer.Ordinal)
            .Select(thing => thing.Lines);

    private static IEnumerable<string> Message(MessageSchema message) =>
        [
            ManifestText.Line(SchemaFormat.Message, message.Name),
            .. message.Fields.Select(field => Field(message.Name, field)),
            .. message.ReservedNumbers.Select(number => ManifestText.Line(SchemaFormat.ReservedNumber, message.Name, Number(number))),
            .. message.ReservedNames.Select(name => ManifestText.Line(SchemaFormat.ReservedName, message.Name, name)),
        ];

    private static string Field(string message, FieldSchema field)
    {
        List<string?> fields =
        [
            SchemaFormat.Field,
            message,
            Number(field.Number),
            field.Name,
            field.JsonName,
            field.Label.ToString().ToLowerInvariant(),
            field.Type,
            field.Key,
            field.Format,
            field.OneOf,
            field.KeyFormat,
            field.IsSensitive ? SchemaFormat.Sensitive : null,
            field.Default,
        ];
        // Most have none of the last six.
        fields.RemoveRange(
            fields.FindLastIndex(text => text is not null) + 1,
            fields.Count - 1 - fields.FindLastIndex(text => text is not null)
        );
        return ManifestText.Line([.. fields]);
    }

    private static IEnumerable<string> Enum(EnumSchema @enum) =>
        [
            ManifestText.Line(SchemaFormat.Enum, @enum.Name),
            .. @enum.Values.Select(value => Value(SchemaFormat.Value, @enum.Name, value)),
            .. @enum.Reserved.Select(value => Value(SchemaFormat.ReservedValue, @enum.Name, value)),
        ];

    private static string Value(string kind, string @enum, EnumValueSchema value) =>
        ManifestText.Line(kind, @enum, value.Number.ToString(CultureInfo.InvariantCulture), value.Name);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
