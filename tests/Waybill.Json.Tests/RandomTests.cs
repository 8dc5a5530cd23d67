using System.Text;
using CsCheck;
using Waybill.Json.Tests.Support;
using Waybill.Messages.Tests.Shapes;
using Waybill.Messages.Tests.Support;

namespace Waybill.Json.Tests;

/// <summary>Random values, and texts that look like values. A failure names the seed that repeats it.</summary>
public sealed class RandomTests
{
    private const int Values = 20_000;

    private static readonly IReadOnlyList<string> s_members =
    [
        .. typeof(OptionalScalars).GetProperties().Select(member => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(member.Name)),
    ];

    private static readonly IReadOnlyList<IJsonShape> s_shapes =
    [
        .. JsonShapes.All.Where(shape => shape.HasOracle && shape.Name is not ("Alike" or "Invoice")),
    ];

    [Fact]
    public void Values_are_written_as_the_oracle_writes_them() =>
        Gen.Select(Gen.Int[0, s_shapes.Count - 1], Gen.Int)
            .Sample(
                (index, seed) =>
                {
                    var shape = s_shapes[index];
                    var message = shape.Create(seed);
                    if (Oracle.TryEncode(shape, message, Oracle.Web) is { } expected && !OracleTests.HasDifference(expected))
                    {
                        Assert.Equal(Encoding.UTF8.GetString(expected), Encoding.UTF8.GetString(shape.Encode(message)));
                    }
                },
                iter: Values / 4,
                threads: 1
            );

    [Fact]
    public void Texts_that_look_like_numbers_and_times_are_read_as_the_oracle_reads_them() =>
        Gen.Select(Gen.Int[0, s_members.Count - 1], Gen.Char["0123456789000-+.eE:TZ \\u"].Array[1, 30], Gen.Bool)
            .Sample(
                (member, text, isQuoted) =>
                {
                    var value = isQuoted ? $"\"{new string(text)}\"" : new string(text);
                    AssertAlike($"{{\"{s_members[member]}\":{value}}}");
                },
                iter: Values,
                threads: 1
            );

    [Fact]
    public void Texts_of_every_character_are_written_and_read_as_the_oracle_does() =>
        Gen.String.Sample(
            text =>
            {
                var message = new OptionalScalars { Text = text };
                var shape = JsonShapes.Get(nameof(OptionalScalars));
                if (text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar))
                {
                    return;
                }

                var json = shape.Encode(message);
                Assert.Equal(Encoding.UTF8.GetString(shape.OracleEncode(message, Oracle.Web)), Encoding.UTF8.GetString(json));
                Assert.Equal(text, ((OptionalScalars)shape.Decode(json)).Text);
            },
            iter: Values,
            threads: 1
        );

    private static void AssertAlike(string json)
    {
        var wrong = new List<string>();
        ReadingTests.Compare(JsonShapes.Get(nameof(OptionalScalars)), json, wrong);
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }
}
