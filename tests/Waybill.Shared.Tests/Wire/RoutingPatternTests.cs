using Waybill.Wire;

namespace Waybill.Shared.Tests.Wire;

public sealed class RoutingPatternTests
{
    [Theory]
    [InlineData("order.*.created", "order.eu.*", true)]
    [InlineData("order.*.created", "order.eu.paid", false)]
    [InlineData("order.*.created", "#", true)]
    [InlineData("order.*.created", "#.created", true)]
    [InlineData("order.*.created", "order.#.created", true)]
    [InlineData("order.*.created", "order.*", false)]
    [InlineData("order.*", "order.*.created.#", false)]
    [InlineData("#.a.#", "#.b.#", true)]
    [InlineData("a.#", "b.#", false)]
    [InlineData("", "#", true)]
    [InlineData("", "*", false)]
    [InlineData("", "", true)]
    public void Knows_whether_a_key_can_match_both(string left, string right, bool expected)
    {
        Assert.Equal(expected, RoutingPattern.Intersect(left, right));
        Assert.Equal(expected, RoutingPattern.Intersect(right, left));
    }

    /// <summary>Two patterns of up to three words meet exactly when one of all keys of up to six words over two letters matches both.</summary>
    [Fact]
    public void Agrees_with_trying_every_key()
    {
        var patterns = Sequences(["a", "b", "*", "#"], 3).ToList();
        var matched = patterns.ToDictionary(
            pattern => pattern,
            pattern => Sequences(["a", "b"], 6).Where(key => Matches(Words(pattern), Words(key))).ToHashSet()
        );

        foreach (var left in patterns)
        {
            foreach (var right in patterns)
            {
                Assert.True(matched[left].Overlaps(matched[right]) == RoutingPattern.Intersect(left, right), $"'{left}' and '{right}'");
            }
        }
    }

    [Theory]
    [InlineData("order.*.#", null)]
    [InlineData("#.a.#", null)]
    [InlineData("", null)]
    [InlineData("a..b", null)]
    [InlineData("a#b", "a#b")]
    [InlineData("order.##", "##")]
    [InlineData("order.eu*", "eu*")]
    [InlineData("#.a.#.b.#", "more than 2")]
    public void Says_what_is_wrong_with_a_pattern(string pattern, string? expected)
    {
        var problem = RoutingPattern.Problem(pattern);

        if (expected is null)
        {
            Assert.Null(problem);
        }
        else
        {
            Assert.Contains(expected, problem);
        }
    }

    private static IEnumerable<string> Sequences(string[] words, int longest)
    {
        IEnumerable<string[]> sequences =
        [
            [],
        ];
        for (var length = 0; length <= longest; length++)
        {
            foreach (var sequence in sequences)
            {
                yield return string.Join('.', sequence);
            }

            sequences = [.. sequences.SelectMany(sequence => words.Select(word => (string[])[.. sequence, word]))];
        }
    }

    private static string[] Words(string text) => text.Length == 0 ? [] : text.Split('.');

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> key) =>
        pattern.IsEmpty ? key.IsEmpty
        : pattern[0] == "#" ? Matches(pattern[1..], key) || (!key.IsEmpty && Matches(pattern, key[1..]))
        : !key.IsEmpty && (pattern[0] == "*" || pattern[0] == key[0]) && Matches(pattern[1..], key[1..]);
}
