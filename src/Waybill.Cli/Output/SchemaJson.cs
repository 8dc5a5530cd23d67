using System.Text.Json.Nodes;
using Waybill.Schemas;

namespace Waybill.Cli.Output;

/// <summary>A schema as JSON.</summary>
internal static class SchemaJson
{
    public static JsonNode Of(SchemaSet schema) =>
        new JsonObject
        {
            ["messages"] = new JsonArray([.. schema.Messages.Select(Message)]),
            ["enums"] = new JsonArray([.. schema.Enums.Select(Enum)]),
        };

    private static JsonNode Message(MessageSchema message) =>
        new JsonObject
        {
            ["name"] = message.Name,
            ["fields"] = new JsonArray([.. message.Fields.Select(Field)]),
            ["reservedNumbers"] = new JsonArray([.. message.ReservedNumbers.Select(number => JsonValue.Create(number))]),
            ["reservedNames"] = new JsonArray([.. message.ReservedNames.Select(name => JsonValue.Create(name))]),
        };

    private static JsonNode Field(FieldSchema field) =>
        new JsonObject
        {
            ["number"] = field.Number,
            ["name"] = field.Name,
            ["jsonName"] = field.JsonName,
            ["label"] = field.Label.ToString().ToLowerInvariant(),
            ["type"] = field.Type,
            ["key"] = field.Key,
            ["format"] = field.Format,
            ["oneof"] = field.OneOf,
            ["keyFormat"] = field.KeyFormat,
            ["sensitive"] = field.IsSensitive,
            ["default"] = field.Default,
        };

    private static JsonNode Enum(EnumSchema @enum) =>
        new JsonObject
        {
            ["name"] = @enum.Name,
            ["values"] = new JsonArray([
                .. @enum.Values.Select(value => new JsonObject { ["name"] = value.Name, ["number"] = value.Number }),
            ]),
        };
}
