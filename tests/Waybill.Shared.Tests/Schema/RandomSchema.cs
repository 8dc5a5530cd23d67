using Waybill.Roslyn;
using Waybill.Schemas;

namespace Waybill.Shared.Tests.Schema;

/// <summary>Schemas of a few messages, unions and enums, in which every kind of change comes about: names and numbers are few, so that one gets what another had.</summary>
internal static class RandomSchema
{
    private static readonly string[] s_enums = ["E", "F", "G"];
    private static readonly string[] s_cases = ["A", "B", "C"];
    private static readonly string[] s_types = ["int32", "int64", "uint64", "bool", "string", "message N"];
    private static readonly FieldLabel[] s_labels = [FieldLabel.Singular, FieldLabel.Optional, FieldLabel.Repeated];

    public static SchemaSet Of(Random random)
    {
        var messages = new List<MessageSchema>();
        foreach (var name in new[] { "M", "N" }.Where(_ => random.Next(5) > 0))
        {
            messages.Add(Message(name, random));
        }

        foreach (var root in new[] { "U", "V" }.Where(_ => random.Next(4) > 0))
        {
            if (random.Next(6) == 0)
            {
                messages.Add(Message(root, random));
                continue;
            }

            var cases = s_cases.Where(_ => random.Next(3) > 0).Select((name, index) => Case(root, name, index + 1)).ToEquatableArray();
            messages.Add(new MessageSchema(root, cases));
            messages.AddRange(cases.Select(@case => Message(@case.Message!, random)));
        }

        return WithEnums(messages, name => Enum(name, random));
    }

    /// <summary>The schema of the next version of a program: most of it is as before.</summary>
    public static SchemaSet After(SchemaSet old, Random random)
    {
        var other = Of(random);
        var renamed = random.Next(4) == 0 ? s_enums[random.Next(s_enums.Length)] : null;
        var messages = old
            .Messages.Where(message =>
                !message.Name.Contains('.', StringComparison.Ordinal) && message.Fields.All(field => field.OneOf is null)
            )
            .Select(message =>
                random.Next(2) == 0
                    ? message
                    : Message(
                        message.Name,
                        random,
                        [.. message.Fields.Where(_ => random.Next(3) > 0).Select(field => Renamed(field, renamed, random))]
                    )
            )
            .ToList();
        messages.AddRange(
            other.Messages.Where(message =>
                !messages.Exists(kept => kept.Name == message.Name)
                && random.Next(2) == 0
                && message.Fields.All(field => field.OneOf is null)
                && !message.Name.Contains('.', StringComparison.Ordinal)
            )
        );
        return WithEnums(
            messages,
            name =>
                old.Enum(name) is { } before ? (random.Next(2) == 0 ? before with { Reserved = default } : Enum(name, random))
                : old.Enums.Count > 0 && random.Next(2) == 0 ? Grown(old.Enums[random.Next(old.Enums.Count)], name, random)
                : Enum(name, random)
        );
    }

    private static SchemaSet WithEnums(List<MessageSchema> messages, Func<string, EnumSchema> make) =>
        SchemaSet.Of(messages, s_enums.Where(name => messages.Exists(message => message.Enums.Contains(name))).Select(make));

    private static FieldSchema Renamed(FieldSchema field, string? renamed, Random random) =>
        field.Enum is not null && renamed is not null ? field with { Type = FieldSchema.EnumPrefix + renamed, Default = null }
        : random.Next(6) == 0
            ? field with
            {
                Name = "R" + field.Name,
                JsonName = random.Next(2) == 0 ? field.JsonName : "r" + field.JsonName,
            }
        : field;

    private static MessageSchema Message(string name, Random random, IReadOnlyList<FieldSchema>? kept = null)
    {
        var fields = (kept ?? []).DistinctBy(field => field.Name).DistinctBy(field => field.JsonName).ToList();
        foreach (
            var number in Enumerable.Range(1, 4).Where(number => random.Next(3) > 0 && fields.TrueForAll(field => field.Number != number))
        )
        {
            var field = Field(number, random);
            if (fields.TrueForAll(other => other.Name != field.Name && other.JsonName != field.JsonName))
            {
                fields.Add(field);
            }
        }

        var reserved = random.Next(3) == 0 ? 1 + random.Next(6) : 0;
        var reservedName = random.Next(3) == 0 ? $"F{1 + random.Next(6)}" : "";
        return new MessageSchema(
            name,
            fields.OrderBy(field => field.Number).ToEquatableArray(),
            reserved == 0 || fields.Exists(field => field.Number == reserved) ? default : [reserved],
            reservedName.Length == 0
            || fields.Exists(field => field.Name == reservedName || field.JsonName == reservedName.ToLowerInvariant())
                ? default
                : [reservedName]
        );
    }

    private static FieldSchema Case(string root, string name, int number) =>
        new(number, name, name.ToLowerInvariant(), FieldLabel.Optional, $"{FieldSchema.MessagePrefix}{root}.{name}", OneOf: "case");

    private static FieldSchema Field(int number, Random random)
    {
        var name = $"F{(random.Next(3) == 0 ? 1 + random.Next(6) : number)}";
        var label = random.Next(2) == 0 ? FieldLabel.Singular : s_labels[random.Next(s_labels.Length)];
        var type =
            random.Next(3) == 0 ? s_types[random.Next(s_types.Length)] : FieldSchema.EnumPrefix + s_enums[random.Next(s_enums.Length)];
        return new FieldSchema(number, name, JsonName(name, random), label, type)
        {
            IsSensitive = random.Next(8) == 0,
            Default =
                label == FieldLabel.Optional && !type.StartsWith(FieldSchema.MessagePrefix, StringComparison.Ordinal) && random.Next(2) == 0
                    ? $"{1 + random.Next(2)}"
                    : null,
        };
    }

    private static string JsonName(string name, Random random) =>
        random.Next(6) switch
        {
            0 => $"f{1 + random.Next(6)}",
            1 => name.ToLowerInvariant().Insert(1, "_"),
            _ => name.ToLowerInvariant(),
        };

    private static EnumSchema Enum(string name, Random random) =>
        new(
            name,
            EnumSchema.InOrder(
                Enumerable
                    .Range(0, 1 + random.Next(4))
                    .Select(number => new EnumValueSchema(
                        $"V{(random.Next(5) == 0 ? number + 1 : number)}",
                        random.Next(12) == 0 ? Odd(random) : number
                    ))
                    .DistinctBy(value => value.Name)
            )
        );

    private static decimal Odd(Random random) => random.Next(2) == 0 ? -1 : (decimal)long.MaxValue + 1;

    private static EnumSchema Grown(EnumSchema old, string name, Random random) =>
        new(name, EnumSchema.InOrder(old.Values.Concat(Enum(name, random).Values).DistinctBy(value => value.Name)));
}
