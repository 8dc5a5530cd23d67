using System.Text;
using System.Text.Json;
using Waybill.Json.Tests.Support;
using Waybill.Messages.Tests.Support;

namespace Waybill.Json.Tests;

/// <summary>System.Text.Json itself says what is right, in both directions, over random values.</summary>
public sealed class OracleTests
{
    private const int Values = 400;

    // The framework sorts texts as a culture does, to which two texts may be one, and loses entries.
    private static readonly string[] s_sorted = ["AsSortedMap", "SortedMaps", "NotNull"];

    // Alike's names are one in other namings, and an invoice holds unions.
    private static readonly string[] s_others = ["Alike", "Invoice"];

    public static TheoryData<string> Shapes =>
        [.. JsonShapes.All.Where(shape => shape.HasOracle).Select(shape => shape.Name).Except(s_others)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_value_is_written_byte_for_byte_as_the_oracle_writes_it(string name)
    {
        var shape = JsonShapes.Get(name);
        var compared = 0;
        for (var seed = 0; seed < Values; seed++)
        {
            var message = shape.Create(seed);
            if (Oracle.TryEncode(shape, message, Oracle.Web) is not { } expected)
            {
                Assert.Throws<ArgumentException>(() => shape.Encode(message));
                continue;
            }

            if (HasHalfPair(expected))
            {
                continue;
            }

            compared++;
            var actual = shape.Encode(message);
            var same = expected.AsSpan().CommonPrefixLength(actual);
            Assert.True(
                same == expected.Length && same == actual.Length,
                $"Seed {seed}, byte {same}:\n{At(expected, same)}\n{At(actual, same)}"
            );
        }

        Assert.True(compared > Values / 20, $"Only {compared} values of {name} can be said in JSON.");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_value_reads_back_as_the_oracle_reads_it(string name)
    {
        var shape = JsonShapes.Get(name);
        foreach (var options in Oracle.Policies)
        {
            for (var seed = 0; seed < Values / 4; seed++)
            {
                var message = shape.Create(seed);
                if (Oracle.TryEncode(shape, message, options) is not { } json)
                {
                    continue;
                }

                var expected = s_sorted.Contains(name) ? message : shape.OracleDecode(json, options);
                var difference = Deep.Difference(expected, shape.Decode(json));
                Assert.True(difference is null, $"Seed {seed}: {difference}\n{Encoding.UTF8.GetString(json)}");
            }
        }
    }

    /// <summary>The framework writes U+FFFD for half of a surrogate pair; random texts have whole ones, but random characters do not.</summary>
    private static bool HasHalfPair(byte[] json) => json.AsSpan().IndexOf("\\uFFFD"u8) >= 0;

    private static string At(byte[] json, int offset) =>
        Encoding.UTF8.GetString(json[Math.Max(0, offset - 40)..Math.Min(json.Length, offset + 40)]);
}
