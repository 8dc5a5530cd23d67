using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Waybill.Schemas;

namespace Waybill.Cli.Export;

/// <summary>Writes a schema as JSON Schema 2020-12: every message and enum is a definition under its name on the wire. https://json-schema.org/draft/2020-12</summary>
internal static class JsonSchemaExporter
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The files.</summary>
    /// <param name="name">The name of the schema's file, without extension.</param>
    /// <param name="schema">The schema. Of a message that a field names and the schema has not, any object will do.</param>
    public static IReadOnlyList<ExportedFile> Export(string name, SchemaSet schema)
    {
        var definitions = new JsonObject();
        foreach (var message in schema.Messages)
        {
            definitions.Add(message.Name, Message(message, schema));
        }

        foreach (var @enum in schema.Enums.Where(@enum => !definitions.ContainsKey(@enum.Name)))
        {
            definitions.Add(@enum.Name, Enum(@enum));
        }

        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$comment"] = "Written by: waybill schema export.",
            ["$defs"] = definitions,
        };
        return [new ExportedFile($"{name}.schema.json", root.ToJsonString(s_options) + "\n")];
    }

    private static JsonObject Message(MessageSchema message, SchemaSet schema)
    {
        var properties = new JsonObject();
        foreach (var field in message.Fields.Where(field => !properties.ContainsKey(field.JsonName)))
        {
            var value = Field(field, schema);
            if (field.IsSensitive)
            {
                // No keyword of the standard says it: writeOnly would say that the value is never sent.
                value.Add("x-sensitive", true);
            }

            properties.Add(field.JsonName, value);
        }

        // What is absent has its default; only a message has none.
        var required = message
            .Fields.Where(field => field is { Label: FieldLabel.Singular, Message: not null, OneOf: null })
            .Select(field => field.JsonName);
        var result = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.ToList() is { Count: > 0 } names)
        {
            result.Add("required", new JsonArray([.. names.Distinct().Select(name => JsonValue.Create(name))]));
        }

        return result;
    }

    private static JsonObject Field(FieldSchema field, SchemaSet schema) =>
        field.Label switch
        {
            FieldLabel.Repeated => OrNull(new JsonObject { ["type"] = "array", ["items"] = Value(field, schema) }),
            FieldLabel.Map => OrNull(Map(field, schema)),
            FieldLabel.Optional => OrNull(Value(field, schema)),
            _ => Value(field, schema),
        };

    private static JsonObject Map(FieldSchema field, SchemaSet schema)
    {
        var map = new JsonObject { ["type"] = "object", ["additionalProperties"] = Value(field, schema) };
        if (field.KeyFormat is { } format && Formatted(format) is { } key)
        {
            map.Add("propertyNames", key);
        }

        return map;
    }

    private static JsonObject OrNull(JsonObject value)
    {
        if (value["type"] is not { } type)
        {
            return new JsonObject { ["anyOf"] = new JsonArray(value, new JsonObject { ["type"] = "null" }) };
        }

        value["type"] = new JsonArray(type.DeepClone(), "null");
        return value;
    }

    private static JsonObject Value(FieldSchema field, SchemaSet schema) =>
        field switch
        {
            { Message: { } message } => schema.Message(message) is null ? new JsonObject { ["type"] = "object" } : Reference(message),
            { Enum: { } @enum } => schema.Enum(@enum) is null ? Integer() : Reference(@enum),
            { Format: { } format } => Formatted(format) ?? Scalar(field.Type),
            _ => Scalar(field.Type),
        };

    /// <summary>A value or key of that format; null for one that a later version made.</summary>
    private static JsonObject? Formatted(string format) =>
        format switch
        {
            ValueFormat.Uuid => Text("format", "uuid"),
            ValueFormat.Date => Text("format", "date"),
            ValueFormat.Uri => Text("format", "uri-reference"),
            ValueFormat.Time => Text("pattern", "^[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,7})?)?$"),
            ValueFormat.Version => Text("pattern", "^[0-9]+(\\.[0-9]+){1,3}$"),
            ValueFormat.Half => new JsonObject
            {
                ["type"] = "number",
                ["minimum"] = (float)Half.MinValue,
                ["maximum"] = (float)Half.MaxValue,
            },
            ValueFormat.Char => new JsonObject
            {
                ["type"] = "string",
                ["minLength"] = 1,
                ["maxLength"] = 1,
            },
            _ => null,
        };

    private static JsonObject Scalar(string type) =>
        type switch
        {
            "int32" or "sint32" => Integer(int.MinValue, int.MaxValue),
            "uint32" => Integer(uint.MinValue, uint.MaxValue),
            "int64" => Integer(long.MinValue, long.MaxValue),
            "uint64" => Integer(ulong.MinValue, ulong.MaxValue),
            "bool" => new JsonObject { ["type"] = "boolean" },
            "float" or "double" or "waybill.Decimal" => new JsonObject { ["type"] = "number" },
            "bytes" => Text("contentEncoding", "base64"),
            "waybill.DateTimeOffset" => Text("format", "date-time"),
            "waybill.DateTime" => Text("description", "A date and time of RFC 3339 whose offset may be absent."),
            "google.protobuf.Duration" => Text("pattern", "^-?([0-9]+\\.)?[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,7})?$"),
            _ => new JsonObject { ["type"] = "string" },
        };

    /// <summary>Open: a number without a name is a value too.</summary>
    private static JsonObject Enum(EnumSchema @enum)
    {
        var values = @enum.Values.Select(value => $"{value.Number.ToString(CultureInfo.InvariantCulture)} {value.Name}");
        return new JsonObject { ["type"] = "integer", ["description"] = string.Join(", ", values) };
    }

    private static JsonObject Integer() => new() { ["type"] = "integer" };

    private static JsonObject Integer(decimal least, decimal most) =>
        new()
        {
            ["type"] = "integer",
            ["minimum"] = least,
            ["maximum"] = most,
        };

    private static JsonObject Text(string keyword, string value) => new() { ["type"] = "string", [keyword] = value };

    /// <summary>By RFC 6901 and then RFC 3986: names may have any letters.</summary>
    private static JsonObject Reference(string name)
    {
        var pointer = name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        return new JsonObject { ["$ref"] = $"#/$defs/{Uri.EscapeDataString(pointer)}" };
    }
}
