using System.Globalization;
using System.Text;
using Waybill.Schemas;

namespace Waybill.Cli.Export;

/// <summary>Writes one message of a .proto file.</summary>
internal sealed class ProtoMessage(StringBuilder text, ProtoNames names, SchemaSet schema)
{
    private readonly HashSet<string> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _jsonNames = new(StringComparer.Ordinal);

    public void Write(MessageSchema message)
    {
        text.Append('\n');
        if (!names.IsPlain(message.Name))
        {
            Append($"// {Comment(message.Name)}");
        }

        Append($"message {names.Type(message.Name)} {{");
        Reserved(message);
        foreach (var group in message.Fields.GroupBy(field => field.OneOf ?? $"{field.Number}"))
        {
            if (group.First().OneOf is not { } oneOf)
            {
                Field(group.First(), "  ");
                continue;
            }

            Append($"  oneof {ProtoNames.Unique(ProtoNames.Field(oneOf), _fields)} {{");
            foreach (var field in group)
            {
                Field(field, "    ");
            }

            Append("  }");
        }

        Append("}");
    }

    private void Reserved(MessageSchema message)
    {
        if (message.ReservedNumbers.Count > 0)
        {
            Append(
                $"  reserved {string.Join(", ", message.ReservedNumbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))};"
            );
        }

        // Two names of C# may be one here: what a field has is not reserved.
        var used = message.Fields.Select(field => ProtoNames.Field(field.Name));
        var names = message.ReservedNames.Select(ProtoNames.Field).Except(used).Select(name => $"\"{name}\"").ToList();
        if (names.Count > 0)
        {
            Append($"  reserved {string.Join(", ", names)};");
        }
    }

    private void Field(FieldSchema field, string indentation)
    {
        if (Remark(field) is { } remark)
        {
            Append($"{indentation}// {remark}");
        }

        var name = ProtoNames.Unique(ProtoNames.Field(field.Name), _fields);
        var label = field switch
        {
            { OneOf: not null } => "",
            { Label: FieldLabel.Repeated } => "repeated ",
            { Label: FieldLabel.Optional } => "optional ",
            _ => "",
        };
        var type = field.Key is null ? Type(field) : $"map<{field.Key}, {Type(field)}>";
        // Two names that JSON cannot tell apart are no reason for Protobuf to refuse the file.
        var hasJsonName = _jsonNames.Add(field.JsonName) && field.JsonName != DefaultJsonName(name);
        List<string> options =
        [
            .. hasJsonName ? [$"json_name = {Quoted(field.JsonName)}"] : Array.Empty<string>(),
            .. field.IsSensitive ? ["debug_redact = true"] : Array.Empty<string>(),
        ];
        var list = options.Count == 0 ? "" : $" [{string.Join(", ", options)}]";
        Append($"{indentation}{label}{type} {name} = {field.Number.ToString(CultureInfo.InvariantCulture)}{list};");
    }

    private string Type(FieldSchema field)
    {
        if (field.Message is { } message)
        {
            return schema.Message(message) is null ? "bytes" : names.Type(message);
        }

        if (field.Enum is { } name)
        {
            return schema.Enum(name) switch
            {
                { } @enum when ProtoEnum.Fits(@enum) => names.Type(name),
                { } @enum when @enum.Values.Any(value => value.Number > long.MaxValue) => "uint64",
                _ => "int64",
            };
        }

        // From the outermost scope: a package of the user's may have a part of that name.
        return field.Type.Contains('.') ? $".{field.Type}" : field.Type;
    }

    private string? Remark(FieldSchema field) =>
        field switch
        {
            { Message: { } message } when schema.Message(message) is null => $"{Comment(message)}, whose schema was not at hand.",
            { Enum: { } name } when schema.Enum(name) is not { } @enum || !ProtoEnum.Fits(@enum) =>
                $"{Comment(name)}, which has more than 32 bits.",
            { Format: { } format, KeyFormat: { } key } => $"Keys: {Remark(key)} Values: {Remark(format)}",
            { KeyFormat: { } key } => $"Keys: {Remark(key)}",
            { Format: { } format } => Remark(format),
            _ => null,
        };

    private static string Remark(string format) =>
        format switch
        {
            ValueFormat.Uuid => "A UUID: 16 bytes in the order of RFC 9562.",
            ValueFormat.Date => "A day: 0 is 0001-01-01.",
            ValueFormat.Time => "A time of day: steps of 100 ns since midnight.",
            ValueFormat.Char => "One UTF-16 unit.",
            ValueFormat.Uri => "A URI or a reference to one.",
            ValueFormat.Version => "Two to four numbers with dots.",
            ValueFormat.Half => "A number of 16 bits, as IEEE 754 has it.",
            _ => $"{Comment(format)}.",
        };

    /// <summary>The name that Protobuf makes by itself: underscores are left out, and the letters after them become capitals.</summary>
    private static string DefaultJsonName(string name)
    {
        var json = new StringBuilder();
        var isCapital = false;
        foreach (var letter in name)
        {
            if (letter == '_')
            {
                isCapital = true;
                continue;
            }

            json.Append(isCapital ? char.ToUpperInvariant(letter) : letter);
            isCapital = false;
        }

        return json.ToString();
    }

    private static string Quoted(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var unit in Encoding.UTF8.GetBytes(value))
        {
            quoted.Append(
                unit is >= 0x20 and < 0x7F and not (byte)'"' and not (byte)'\\'
                    ? ((char)unit).ToString()
                    : $"\\{Convert.ToString(unit, 8).PadLeft(3, '0')}"
            );
        }

        return quoted.Append('"').ToString();
    }

    private static string Comment(string value) => value.ReplaceLineEndings(" ");

    private void Append(string line) => text.Append(line).Append('\n');
}
