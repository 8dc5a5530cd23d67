using System.Globalization;
using Waybill.Manifests;
using Waybill.Roslyn;

namespace Waybill.Schemas;

/// <summary>Reads the lines of a schema. A line that is wrong is left out and said; the others are read all the same.</summary>
internal sealed class SchemaReader
{
    private readonly Dictionary<string, Dictionary<int, FieldSchema>> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<int>> _reservedNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _reservedNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<EnumValueSchema>> _enums = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<EnumValueSchema>> _reservedValues = new(StringComparer.Ordinal);
    private readonly List<LineProblem> _problems = [];

    /// <summary>Reads the lines.</summary>
    /// <param name="lines">The lines, each with its number.</param>
    public static (SchemaSet Schema, EquatableArray<LineProblem> Problems) Read(IReadOnlyList<(int Number, string Text)> lines)
    {
        var reader = new SchemaReader();
        // What a line belongs to may stand below it: a merge may have moved it.
        reader.ReadAll(lines, kind => kind is SchemaFormat.Message or SchemaFormat.Enum);
        reader.ReadAll(lines, kind => kind is not (SchemaFormat.Message or SchemaFormat.Enum));
        return (reader.Schema(), reader._problems.OrderBy(problem => problem.Line).ToEquatableArray());
    }

    private void ReadAll(IReadOnlyList<(int Number, string Text)> lines, Func<string, bool> isTaken)
    {
        foreach (var (number, text) in lines)
        {
            var fields = new ManifestFields(text);
            if (!isTaken(fields.Kind))
            {
                continue;
            }

            try
            {
                Read(fields);
            }
            catch (FormatException error)
            {
                _problems.Add(new LineProblem(number, error.Message));
            }
        }
    }

    private void Read(ManifestFields fields)
    {
        switch (fields.Kind)
        {
            case SchemaFormat.Message:
                Begin(_messages, fields.Text("name"));
                break;
            case SchemaFormat.Enum:
                Begin(_enums, fields.Text("name"));
                break;
            case SchemaFormat.Field:
                ReadField(Owner(_messages, fields.Text("message"), "message"), fields);
                break;
            case SchemaFormat.ReservedNumber:
                var numbered = Message(fields);
                Reserve(_reservedNumbers, numbered, FieldNumber(fields), Comparer<int>.Default);
                break;
            case SchemaFormat.ReservedName:
                var named = Message(fields);
                Reserve(_reservedNames, named, fields.Text("name"), StringComparer.Ordinal);
                break;
            case SchemaFormat.Value:
                var @enum = fields.Text("enum");
                AddValue(@enum, Owner(_enums, @enum, "enum"), ReadValue(fields));
                break;
            case SchemaFormat.ReservedValue:
                var owner = fields.Text("enum");
                Owner(_enums, owner, "enum");
                Begin(_reservedValues, owner);
                _reservedValues[owner].Add(ReadValue(fields));
                break;
            default:
                throw new FormatException(
                    fields.Kind.Length > 0 && fields.Kind[0] is '<' or '=' or '>' or '|'
                        ? "it is a mark that a merge left: choose the lines that hold and delete the mark"
                        : $"'{fields.Kind}' is no kind of line"
                );
        }
    }

    private static void Begin<T>(Dictionary<string, T> things, string name)
        where T : new()
    {
        // Twice is what a merge of two branches that added one thing leaves, and harmless.
        if (!things.ContainsKey(name))
        {
            things.Add(name, new T());
        }
    }

    private static T Owner<T>(Dictionary<string, T> things, string name, string kind) =>
        things.TryGetValue(name, out var thing)
            ? thing
            : throw new FormatException($"it belongs to {kind} '{name}', which has no line of its own");

    private string Message(ManifestFields fields)
    {
        var name = fields.Text("message");
        Owner(_messages, name, "message");
        return name;
    }

    private static void Reserve<T>(Dictionary<string, SortedSet<T>> all, string message, T value, IComparer<T> comparer)
    {
        if (!all.TryGetValue(message, out var reserved))
        {
            all.Add(message, reserved = new SortedSet<T>(comparer));
        }

        reserved.Add(value);
    }

    private static void ReadField(Dictionary<int, FieldSchema> fields, ManifestFields line)
    {
        var number = FieldNumber(line);
        var field = new FieldSchema(
            number,
            line.Text("name"),
            line.Text("JSON name"),
            Label(line.Text("label")),
            line.Text("type"),
            line.IsAtEnd ? null : line.OptionalText("key"),
            line.IsAtEnd ? null : line.OptionalText("format"),
            line.IsAtEnd ? null : line.OptionalText("oneof"),
            line.IsAtEnd ? null : line.OptionalText("key format")
        )
        {
            IsSensitive = !line.IsAtEnd && IsSensitive(line),
            Default = line.IsAtEnd ? null : line.OptionalText("default"),
        };
        if ((field.Label == FieldLabel.Map) != field.Key is not null)
        {
            throw new FormatException("a map has a key, and nothing else has");
        }

        if (fields.TryGetValue(number, out var other))
        {
            if (other with { IsSensitive = field.IsSensitive } != field)
            {
                throw new FormatException($"number {number} is {other.Name}'s already, and {field.Name} needs another");
            }

            // Of two branches one put the mark on: it is not lost when they are merged.
            fields[number] = other with
            {
                IsSensitive = other.IsSensitive || field.IsSensitive,
            };
        }
        else if (fields.Values.FirstOrDefault(known => known.Name == field.Name) is { } alike)
        {
            throw new FormatException($"field '{field.Name}' has number {alike.Number} already");
        }
        else
        {
            fields.Add(number, field);
        }
    }

    private static bool IsSensitive(ManifestFields line) =>
        line.OptionalText("mark") switch
        {
            null => false,
            SchemaFormat.Sensitive => true,
            var other => throw new FormatException($"the field 'mark' is '{other}', not {SchemaFormat.Sensitive}"),
        };

    private static FieldLabel Label(string text) =>
        text switch
        {
            "singular" => FieldLabel.Singular,
            "optional" => FieldLabel.Optional,
            "repeated" => FieldLabel.Repeated,
            "map" => FieldLabel.Map,
            _ => throw new FormatException($"the field 'label' is '{text}', not singular, optional, repeated or map"),
        };

    private static int FieldNumber(ManifestFields fields) =>
        fields.Number("number") is var number && FieldNumberRange.Contains(number)
            ? number
            : throw new FormatException($"{number} is no field number: {FieldNumberRange.Text}");

    private static void AddValue(string @enum, List<EnumValueSchema> values, EnumValueSchema value)
    {
        if (values.Find(other => other.Name == value.Name) is { } other && other.Number != value.Number)
        {
            throw new FormatException(
                $"{@enum}.{value.Name} has the number {other.Number.ToString(CultureInfo.InvariantCulture)} on another line: keep the one that was shipped"
            );
        }

        values.Add(value);
    }

    private static EnumValueSchema ReadValue(ManifestFields fields)
    {
        var text = fields.Text("number");
        return
            decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number is >= long.MinValue and <= ulong.MaxValue
            ? new EnumValueSchema(fields.Text("name"), number)
            : throw new FormatException($"the field 'number' is '{text}', not a whole number of 64 bits");
    }

    private SchemaSet Schema() =>
        SchemaSet.Of(
            _messages.Select(message => new MessageSchema(
                message.Key,
                message.Value.Values.OrderBy(field => field.Number).ToEquatableArray(),
                _reservedNumbers.TryGetValue(message.Key, out var numbers) ? numbers.ToEquatableArray() : default,
                _reservedNames.TryGetValue(message.Key, out var names) ? names.ToEquatableArray() : default
            )),
            _enums.Select(@enum => new EnumSchema(
                @enum.Key,
                EnumSchema.InOrder(@enum.Value),
                _reservedValues.TryGetValue(@enum.Key, out var reserved) ? EnumSchema.InOrder(reserved) : default
            ))
        );
}
