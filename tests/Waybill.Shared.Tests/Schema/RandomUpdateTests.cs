using Waybill.Schemas;

namespace Waybill.Shared.Tests.Schema;

/// <summary>What holds of every update of a lock file, over random schemas of a few messages, unions and enums, each of which comes, goes and changes.</summary>
public sealed class RandomUpdateTests
{
    private const int Runs = 2_000;
    private const int Histories = 12_000;
    private const int Versions = 6;

    [Fact]
    public void Nothing_is_torn_apart()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            var (old, @new) = (RandomSchema.Of(random), RandomSchema.Of(random));
            var accepted = Names(old).Concat(Names(@new)).Where(_ => random.Next(3) == 0).ToHashSet(StringComparer.Ordinal);

            var next = SchemaUpdate.Next(old, @new, accepted.Contains);

            var torn = Torn(next, old);
            Assert.True(torn is null, $"Seed {seed}: {torn}\n{Text(old, @new, next)}");
            var cautious = SchemaUpdate.Next(old, @new, static _ => false);
            var again = SchemaUpdate.Next(cautious, @new, static _ => false);
            Assert.True(cautious == again, $"Seed {seed}: once more gives another\n{Text(old, @new, cautious, again)}");
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

    /// <summary>
    /// Over the versions of a program, each of which is accepted or not: who gets a number that another field or value had is told that readers break, whatever was renamed in between.
    /// </summary>
    [Fact]
    public void Nothing_gets_in_silence_what_another_had()
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            var random = new Random(seed);
            var source = RandomSchema.Of(random);
            var locked = SchemaUpdate.Next(SchemaSet.Of([], []), source, static _ => true);
            var history = new UsedNumbers(locked);
            for (var version = 1; version < Versions; version++)
            {
                source = RandomSchema.After(source, random);
                var changes = SchemaComparison.Compare(locked, source);
                var taken = history.TakenInSilence(source, changes);
                Assert.True(taken is null, $"Seed {seed}, version {version}: {taken}\n{Text(locked, source)}");
                var accepted = Names(locked).Concat(Names(source)).Where(_ => random.Next(2) == 0).ToHashSet(StringComparer.Ordinal);
                locked = SchemaUpdate.Next(locked, source, accepted.Contains);
                history.Add(locked);
            }
        }
    }

    /// <summary>The tests of docs/format/schema-evolution.md have a row for each.</summary>
    [Fact]
    public void Changes_have_the_verdicts_that_are_known()
    {
        var found = new HashSet<(ChangeKind, Verdict)>();
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            var first = RandomSchema.Of(random);
            var second = RandomSchema.After(first, random);
            foreach (
                var (old, @new) in new[]
                {
                    (first, second),
                    (SchemaUpdate.Next(first, second, static _ => true), RandomSchema.After(second, random)),
                    (first, RandomSchema.Of(random)),
                }
            )
            {
                found.UnionWith(SchemaComparison.Compare(old, @new).Select(change => (change.Kind, change.Verdict)));
            }
        }

        Assert.Equal(ChangeVerdicts.All.Order(), found.Order());
    }

    private static IEnumerable<string> Names(SchemaSet schema) =>
        schema.Messages.Select(message => message.Name).Concat(schema.Enums.Select(@enum => @enum.Name));

    private static string Text(params SchemaSet[] schemas) => string.Join("\n---\n", schemas.Select(LockFile.Write));
}
