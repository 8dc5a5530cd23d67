using Waybill.Schemas;
using Waybill.Wire;

namespace Waybill.Roslyn.Parsing;

/// <summary>Says what messages are on the wire.</summary>
internal static class MessageSchemas
{
    /// <summary>What the oneof of a union's cases is called.</summary>
    private const string Case = "case";

    /// <summary>The schema of a message whose fields have numbers.</summary>
    /// <param name="message">The message.</param>
    /// <param name="naming">How JSON names members that do not say it.</param>
    public static MessageSchema Of(MessageModel message, JsonNaming naming) =>
        new(
            message.Name,
            message
                .Fields.Where(field => field is { Number: > 0, Value: not null })
                .Select(field => Field(field, JsonName(message, field, naming)) with { OneOf = message.Cases is null ? null : Case })
                .ToEquatableArray(),
            message.Reserved.Numbers.Where(FieldNumberRange.Contains).ToEquatableArray(),
            message.Reserved.Names
        );

    /// <summary>The enums of a message's fields, as often as they stand there.</summary>
    public static IEnumerable<EnumSchema> Enums(MessageModel message) =>
        message.Fields.Select(field => field.Value?.Enum).OfType<EnumSchema>();

    private static string JsonName(MessageModel message, FieldModel field, JsonNaming naming) =>
        message.Json.FirstOrDefault(member => member.Field == field.Name)?.Name ?? JsonMemberName.Of(field.Name, naming);

    private static FieldSchema Field(FieldModel field, string jsonName)
    {
        var value = field.Value!;
        return new FieldSchema(
            field.Number,
            field.Name,
            jsonName,
            Label(field),
            value.Enum is { } @enum ? FieldSchema.EnumPrefix + @enum.Name : value.ProtoType,
            field.Key?.ProtoType,
            value.Format,
            KeyFormat: field.Key?.Format
        )
        {
            IsSensitive = field.IsSensitive,
            Default = field.DefaultText,
        };
    }

    private static FieldLabel Label(FieldModel field) =>
        field.Key is not null ? FieldLabel.Map
        : field.Collection != CollectionKind.None ? FieldLabel.Repeated
        : field.HasPresence ? FieldLabel.Optional
        : FieldLabel.Singular;
}
