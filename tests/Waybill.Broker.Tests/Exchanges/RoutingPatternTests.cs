using CsCheck;
using Waybill.Wire;

namespace Waybill.Broker.Tests.Exchanges;

public sealed class RoutingPatternTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*", "", false)]
    [InlineData("#", "", true)]
    [InlineData("#", "a.b", true)]
    [InlineData("*", "a", true)]
    [InlineData("*", "a.b", false)]
    [InlineData("a.*.b", "a..b", true)]
    [InlineData("a.b", "a..b", false)]
    [InlineData("*.*", ".", true)]
    [InlineData("*", ".", false)]
    [InlineData("a.#", "a", true)]
    [InlineData("a.#", "a.b.c", true)]
    [InlineData("a.#", "ab", false)]
    [InlineData("#.a.#", "b.a.a.b", true)]
    [InlineData("#.a.#", "b.b", false)]
    [InlineData("#.#", "", true)]
    [InlineData("#.*", "", false)]
    [InlineData("a#b", "a#b", true)]
    [InlineData("a#b", "a.b", false)]
    [InlineData("##", "##", true)]
    [InlineData("##", "a.b", false)]
    [InlineData("a*", "a*", true)]
    [InlineData("a*", "ab", false)]
    [InlineData("a", "A", false)]
    [InlineData("a", "*", false)]
    public void Matches_by_words(string pattern, string key, bool expected) => Assert.Equal(expected, Parse(pattern).Matches(key));

    [Fact]
    public void At_most_two_words_stand_for_many()
    {
        Assert.True(RoutingPattern.TryParse("#.a.#", out var pattern, out var none));
        Assert.Equal("#.a.#", pattern.Text);
        Assert.Null(none);

        Assert.False(RoutingPattern.TryParse("#.a.#.b.#", out var refused, out var problem));
        Assert.Null(refused);
        Assert.Contains("more than 2 words '#'", problem);
    }

    [Fact]
    public void Matching_agrees_with_the_rule_as_it_is_said() =>
        Gen.Select(Patterns.Pattern, Patterns.Key)
            .Sample((pattern, key) => Parse(pattern).Matches(key) == Patterns.Match(pattern, key), iter: 20_000);

    [Theory]
    [InlineData(".#", "*", false)]
    [InlineData("#.", ".#", true)]
    [InlineData("#.", "*.*", true)]
    [InlineData("#.", "*", false)]
    [InlineData("a#b", "a.b", false)]
    [InlineData("order.*.created", "order.eu.#", true)]
    public void Patterns_meet_when_a_key_matches_both(string left, string right, bool expected)
    {
        Assert.Equal(expected, RoutingPattern.Intersect(left, right));
        Assert.Equal(expected, RoutingPattern.Intersect(right, left));
    }

    /// <summary>Two patterns of up to three words that meet do so at a key of up to six: each word of each takes at most one of it.</summary>
    [Fact]
    public void Meeting_agrees_with_trying_every_key()
    {
        var keys = Patterns.Keys(["a", "b", ""], 6).ToList();
        var short3 = Gen.OneOf("a", "b", "", "*", "#")
            .Array[0, 3]
            .Where(words => words.Count(word => word == "#") <= 2)
            .Select(words => string.Join('.', words));

        Gen.Select(short3, short3)
            .Sample(
                (left, right) =>
                    RoutingPattern.Intersect(left, right) == keys.Any(key => Patterns.Match(left, key) && Patterns.Match(right, key)),
                iter: 2_000
            );
    }

    private static RoutingPattern Parse(string text) =>
        RoutingPattern.TryParse(text, out var pattern, out var problem) ? pattern : throw new ArgumentException(problem);
}
