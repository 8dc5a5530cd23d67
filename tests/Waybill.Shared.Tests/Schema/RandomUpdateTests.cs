using Waybill.Roslyn;
using Waybill.Schemas;

namespace Waybill.Shared.Tests.Schema;

/// <summary>What holds of every update of a lock file, over random schemas of a few messages, unions and enums, each of which comes, goes and changes.</summary>
public sealed class RandomUpdateTests
{
    private const int Runs = 2_000;

    private static readonly string[] s_enums = ["E", "F", "G"];
    private static readonly string[] s_cases = ["A", "B", "C"];

    [Fact]
    public void Nothing_is_torn_apart()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            var (old, @new) = (Schema(random), Schema(random));
            var accepted = Names(old).Concat(Names(@new)).Where(_ => random.Next(3) == 0).ToHashSet(StringComparer.Ordinal);

            var next = SchemaUpdate.Next(old, @new, accepted.Contains);

            var torn = Torn(next, old);
            Assert.True(torn is null, $"Seed {seed}: {torn}\n{Text(old, @new, next)}");
            var cautious = SchemaUpdate.Next(old, @new, static _ => false);
            Assert.True(
                cautious == SchemaUpdate.Next(cautious, @new, static _ => false),
                $"Seed {seed}: once more gives another\n{Text(old, @new, cautious)}"
            );
            Assert.Empty(SchemaComparison.Compare(SchemaUpdate.Next(old, @new, static _ => true), @new));
        }
    }

    /// <summary>What a message of the next file is made of and the file has not, though a schema has it; null when there is no such thing.</summary>
    private static string? Torn(SchemaSet next, SchemaSet old)
    {
        foreach (var message in next.Messages)
        {
            if (message.Enums.FirstOrDefault(name => next.Enum(name) is null) is { } lost)
            {
                return $"{message.Name} has lost {lost}";
            }

            if (message.Fields.FirstOrDefault(field => field.OneOf is not null && next.Message(field.Message!) is null) is { } gone)
            {
                return $"{message.Name} has lost its case {gone.Message}";
            }

            if (message.Name.Contains('.', StringComparison.Ordinal) && !next.Messages.Any(root => root.HasCase(message.Name)))
            {
                return $"{message.Name} has no root";
            }
        }

        return
            next.Enums.FirstOrDefault(@enum =>
                old.Enum(@enum.Name) is null && !next.Messages.Any(message => message.Enums.Contains(@enum.Name))
            )
                is { } alone
            ? $"{alone.Name} is nobody's"
            : null;
    }

    private static SchemaSet Schema(Random random)
    {
        var messages = new List<MessageSchema>();
        foreach (var name in new[] { "M", "N" }.Where(_ => random.Next(4) > 0))
        {
            messages.Add(new MessageSchema(name, Fields(random)));
        }

        foreach (var root in new[] { "U", "V" }.Where(_ => random.Next(4) > 0))
        {
            var cases = s_cases.Where(_ => random.Next(3) > 0).Select((name, index) => Case(root, name, index + 1)).ToEquatableArray();
            messages.Add(new MessageSchema(root, cases));
            messages.AddRange(cases.Select(@case => new MessageSchema(@case.Message!, Fields(random))));
        }

        var enums = s_enums.Where(name => messages.Exists(message => message.Enums.Contains(name)));
        return SchemaSet.Of(messages, enums.Select(name => Enum(name, random)));
    }

    private static FieldSchema Case(string root, string name, int number) =>
        new(number, name, name.ToLowerInvariant(), FieldLabel.Optional, $"{FieldSchema.MessagePrefix}{root}.{name}", OneOf: "case");

    private static EquatableArray<FieldSchema> Fields(Random random) =>
        Enumerable
            .Range(1, 3)
            .Where(_ => random.Next(3) > 0)
            .Select(number => new FieldSchema(
                number,
                $"F{number}",
                $"f{number}",
                FieldLabel.Singular,
                random.Next(3) == 0 ? "int32" : FieldSchema.EnumPrefix + s_enums[random.Next(s_enums.Length)]
            ))
            .ToEquatableArray();

    private static EnumSchema Enum(string name, Random random) =>
        new(name, EnumSchema.InOrder(Enumerable.Range(0, 1 + random.Next(3)).Select(number => new EnumValueSchema($"V{number}", number))));

    private static IEnumerable<string> Names(SchemaSet schema) =>
        schema.Messages.Select(message => message.Name).Concat(schema.Enums.Select(@enum => @enum.Name));

    private static string Text(params SchemaSet[] schemas) => string.Join("\n---\n", schemas.Select(LockFile.Write));
}
