using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Waybill.Schemas;

namespace Waybill.Cli.Journals;

/// <summary>
/// Reads bodies by what a schema says of their type. What is <c>[Sensitive]</c> is not shown, and of a message that has such members nothing is shown that no member accounts for.
/// </summary>
internal sealed class MessageBodies(SchemaSet schema)
{
    private const string Redacted = "***";
    private const int MaxDepth = ProtoReader.MaxDepth;

    private readonly Dictionary<string, bool> _isSensitive = new(StringComparer.Ordinal);

    /// <summary>A body's fields; null with the reason where it cannot be read.</summary>
    public JsonNode? Decode(string type, ReadOnlySpan<byte> body, out string? reason)
    {
        reason = null;
        if (schema.Message(type) is not { } message)
        {
            reason = "the schema has no message of that name";
            return null;
        }

        try
        {
            // No Protobuf message begins with a brace: that would be a group.
            return body is [(byte)'{', ..] ? Redact(JsonNode.Parse(body), message, 0) : Message(message, body, 0);
        }
        catch (MessageFormatException exception)
        {
            reason = $"byte {exception.ByteOffset.ToString(CultureInfo.InvariantCulture)} is not what the schema says";
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or OverflowException)
        {
            reason = "it is not what the schema says";
        }

        return null;
    }

    /// <summary>Whether a message has sensitive members, itself or in messages that it holds, so that its bytes are nobody's to see.</summary>
    public bool IsSensitive(string type)
    {
        if (_isSensitive.TryGetValue(type, out var known))
        {
            return known;
        }

        // A message that holds itself adds nothing.
        _isSensitive[type] = false;
        var isSensitive =
            schema.Message(type)?.Fields.Any(field => field.IsSensitive || (field.Message is { } inner && IsSensitive(inner))) ?? false;
        _isSensitive.Remove(type);
        if (isSensitive)
        {
            _isSensitive[type] = true;
        }

        return isSensitive;
    }

    private JsonObject Message(MessageSchema message, ReadOnlySpan<byte> bytes, int depth)
    {
        var reader = new ProtoReader(bytes);
        if (depth > MaxDepth)
        {
            throw reader.Error("Messages are nested too deep");
        }

        var result = new JsonObject();
        while (reader.TryReadTag(out var tag))
        {
            var (number, wireType) = ((int)(tag >> 3), tag & 7);
            if (message.Fields.FirstOrDefault(field => field.Number == number) is not { } field)
            {
                Add(result, $"#{number.ToString(CultureInfo.InvariantCulture)}", Unknown(ref reader, wireType, message.Name));
            }
            else if (field.IsSensitive)
            {
                Skip(ref reader, wireType);
                result[field.Name] = Redacted;
            }
            else
            {
                Field(result, field, ref reader, wireType, depth);
            }
        }

        return result;
    }

    private void Field(JsonObject result, FieldSchema field, ref ProtoReader reader, uint wireType, int depth)
    {
        if (field.Label == FieldLabel.Map)
        {
            var (key, value) = Entry(field, reader.ReadBytes(), depth);
            Child(result, field.Name, static () => new JsonObject())[key] = value;
        }
        else if (field.Label != FieldLabel.Repeated)
        {
            result[field.Name] = Value(field, ref reader, wireType, depth);
        }
        else if (wireType == WireTypeOf(field))
        {
            Child(result, field.Name, static () => new JsonArray()).Add(Value(field, ref reader, wireType, depth));
        }
        else
        {
            // Packed: one after the other.
            var all = Child(result, field.Name, static () => new JsonArray());
            var packed = Bytes(ref reader, wireType);
            var inner = new ProtoReader(packed);
            while (inner.Position < packed.Length)
            {
                all.Add(Value(field, ref inner, WireTypeOf(field), depth));
            }
        }
    }

    private static T Child<T>(JsonObject parent, string name, Func<T> create)
        where T : JsonNode
    {
        if (parent[name] is not T child)
        {
            child = create();
            parent[name] = child;
        }

        return child;
    }

    private (string Key, JsonNode? Value) Entry(FieldSchema field, ReadOnlySpan<byte> bytes, int depth)
    {
        var reader = new ProtoReader(bytes);
        JsonNode? key = null;
        JsonNode? value = null;
        while (reader.TryReadTag(out var tag))
        {
            switch (tag >> 3)
            {
                case 1:
                    key = Value(field.KeyField!, ref reader, tag & 7, depth);
                    break;
                case 2:
                    value = Value(field, ref reader, tag & 7, depth);
                    break;
                default:
                    Skip(ref reader, tag & 7);
                    break;
            }
        }

        return (key?.ToString() ?? "", value);
    }

    private JsonNode? Value(FieldSchema field, ref ProtoReader reader, uint wireType, int depth)
    {
        if (wireType != WireTypeOf(field))
        {
            throw reader.Error("The wire type is another one");
        }

        if (field.Message is { } name)
        {
            var bytes = reader.ReadBytes();
            return schema.Message(name) is { } inner ? Message(inner, bytes, depth + 1) : Convert.ToHexStringLower(bytes);
        }

        return field.Enum is { } @enum ? EnumValue(@enum, reader.ReadVarint())
            : field.Format is { } format ? Formatted(format, field.Type, ref reader)
            : Scalar(field.Type, ref reader);
    }

    private JsonNode EnumValue(string name, ulong number)
    {
        var value = schema
            .Enum(name)
            ?.Values.FirstOrDefault(value => value.Number == (long)number || value.Number == number || value.Number == (int)number);
        return value is null ? JsonValue.Create((long)number) : JsonValue.Create(value.Name);
    }

    private static JsonNode? Formatted(string format, string type, ref ProtoReader reader) =>
        format switch
        {
            ValueFormat.Uuid => JsonValue.Create(reader.ReadGuid().ToString()),
            ValueFormat.Date => JsonValue.Create(reader.ReadDateOnly().ToString("O", CultureInfo.InvariantCulture)),
            ValueFormat.Time => JsonValue.Create(reader.ReadTimeOnly().ToString("O", CultureInfo.InvariantCulture)),
            ValueFormat.Char => JsonValue.Create(reader.ReadChar().ToString()),
            ValueFormat.Half => Number(reader.ReadSingle()),
            _ => Scalar(type, ref reader),
        };

    private static JsonNode? Scalar(string type, ref ProtoReader reader) =>
        type switch
        {
            "bool" => JsonValue.Create(reader.ReadVarint() != 0),
            "int32" or "int64" => JsonValue.Create((long)reader.ReadVarint()),
            "uint32" or "uint64" => JsonValue.Create(reader.ReadVarint()),
            "sint32" => JsonValue.Create(UnZigZag(reader.ReadVarint())),
            "float" => Number(reader.ReadSingle()),
            "double" => Number(reader.ReadDouble()),
            "string" => JsonValue.Create(reader.ReadText()),
            "bytes" => JsonValue.Create(Convert.ToHexStringLower(reader.ReadBytes())),
            "waybill.Decimal" => JsonValue.Create(reader.ReadDecimal()),
            "waybill.DateTime" => JsonValue.Create(reader.ReadDateTime().ToString("O", CultureInfo.InvariantCulture)),
            "waybill.DateTimeOffset" => JsonValue.Create(reader.ReadDateTimeOffset().ToString("O", CultureInfo.InvariantCulture)),
            "google.protobuf.Duration" => JsonValue.Create(reader.ReadTimeSpan().ToString("c", CultureInfo.InvariantCulture)),
            // Of a later version.
            _ => throw reader.Error("The type is unknown"),
        };

    // JSON has no word for what is no number.
    private static JsonNode Number(double value) =>
        double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));

    private static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    private static uint WireTypeOf(FieldSchema field) =>
        field.Enum is not null
            ? 0U
            : field.Type switch
            {
                "bool" or "int32" or "int64" or "uint32" or "uint64" or "sint32" => 0U,
                "double" => 1U,
                "float" => 5U,
                _ => 2U,
            };

    private JsonNode Unknown(ref ProtoReader reader, uint wireType, string message)
    {
        var from = reader.Position;
        var text = wireType switch
        {
            0 => reader.ReadVarint().ToString(CultureInfo.InvariantCulture),
            1 => reader.ReadFixed64().ToString(CultureInfo.InvariantCulture),
            2 => Convert.ToHexStringLower(reader.ReadBytes()),
            5 => reader.ReadFixed32().ToString(CultureInfo.InvariantCulture),
            _ => throw reader.Error("Groups are not read", from),
        };
        return JsonValue.Create(IsSensitive(message) ? Redacted : text);
    }

    private static void Add(JsonObject result, string name, JsonNode value)
    {
        if (result[name] is JsonArray several)
        {
            several.Add(value);
        }
        else if (result[name] is { } first)
        {
            result.Remove(name);
            result[name] = new JsonArray(first, value);
        }
        else
        {
            result[name] = value;
        }
    }

    private static void Skip(ref ProtoReader reader, uint wireType)
    {
        switch (wireType)
        {
            case 0:
                reader.ReadVarint();
                break;
            case 1:
                reader.ReadFixed64();
                break;
            case 2:
                reader.ReadBytes();
                break;
            case 5:
                reader.ReadFixed32();
                break;
            default:
                throw reader.Error("Groups are not read");
        }
    }

    private static ReadOnlySpan<byte> Bytes(ref ProtoReader reader, uint wireType) =>
        wireType == 2 ? reader.ReadBytes() : throw reader.Error("The wire type is another one");

    // JSON is shown as it stands, but for what is sensitive, however its name is written, and for what no member accounts for beside it.
    private JsonNode? Redact(JsonNode? node, MessageSchema message, int depth)
    {
        if (node is not JsonObject fields || depth > MaxDepth || !IsSensitive(message.Name))
        {
            return node is JsonObject || !IsSensitive(message.Name) ? node : JsonValue.Create(Redacted);
        }

        foreach (var (name, value) in fields.ToList())
        {
            var field = message.Fields.FirstOrDefault(field => Plain(field.Name) == Plain(name) || field.JsonName == name);
            if (field is null or { IsSensitive: true })
            {
                fields[name] = Redacted;
            }
            else if (field.Message is { } inner && schema.Message(inner) is { } nested)
            {
                fields[name] = RedactAll(value?.DeepClone(), nested, field.Label, depth + 1);
            }
        }

        return fields;
    }

    private JsonNode? RedactAll(JsonNode? value, MessageSchema message, FieldLabel label, int depth) =>
        value switch
        {
            JsonArray array => new JsonArray([.. array.Select(item => Redact(item?.DeepClone(), message, depth))]),
            JsonObject map when label == FieldLabel.Map => new JsonObject(
                map.Select(pair => KeyValuePair.Create(pair.Key, Redact(pair.Value?.DeepClone(), message, depth)))
            ),
            _ => Redact(value, message, depth),
        };

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
