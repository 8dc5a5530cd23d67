using static Waybill.Broker.Tests.Exchanges.Declared;

namespace Waybill.Broker.Tests.Exchanges;

public sealed class HeadersExchangeTests
{
    [Theory]
    // Every argument, or at least one.
    [InlineData(HeaderMatch.All, "a=1;b=2", "a=1;b=2;c=3", true)]
    [InlineData(HeaderMatch.All, "a=1;b=2", "a=1", false)]
    [InlineData(HeaderMatch.All, "a=1;b=2", "a=1;b=3", false)]
    [InlineData(HeaderMatch.Any, "a=1;b=2", "b=2", true)]
    [InlineData(HeaderMatch.Any, "a=1;b=2", "a=2;b=1", false)]
    [InlineData(HeaderMatch.Any, "a=1;b=2", "", false)]
    // Names and values ordinally; a value may hold an equals sign.
    [InlineData(HeaderMatch.All, "a=x", "a=X", false)]
    [InlineData(HeaderMatch.All, "a=x", "A=x", false)]
    [InlineData(HeaderMatch.All, "a=x=y", "a=x=y", true)]
    [InlineData(HeaderMatch.All, "a=x=y", "a=x", false)]
    // Void is presence; an empty value is a value.
    [InlineData(HeaderMatch.All, "a", "a=anything", true)]
    [InlineData(HeaderMatch.All, "a", "b=1", false)]
    [InlineData(HeaderMatch.Any, "a;b=1", "a=", true)]
    [InlineData(HeaderMatch.All, "a=", "a=", true)]
    [InlineData(HeaderMatch.All, "a=", "a=1", false)]
    // x- arguments count only with x; x-match never.
    [InlineData(HeaderMatch.All, "x-a=1;b=2", "b=2", true)]
    [InlineData(HeaderMatch.Any, "x-a=1;b=2", "x-a=1", false)]
    [InlineData(HeaderMatch.AllWithX, "x-a=1;b=2", "b=2", false)]
    [InlineData(HeaderMatch.AllWithX, "x-a=1;b=2", "x-a=1;b=2", true)]
    [InlineData(HeaderMatch.AnyWithX, "x-a=1;b=2", "x-a=1", true)]
    [InlineData(HeaderMatch.AllWithX, "x-match=all;b=2", "b=2", true)]
    [InlineData(HeaderMatch.AnyWithX, "x-match=all;b=2", "x-match=all", false)]
    [InlineData(HeaderMatch.All, "X-a=1", "", false)]
    // Nothing to compare.
    [InlineData(HeaderMatch.All, "", "", true)]
    [InlineData(HeaderMatch.All, "", "a=1", true)]
    [InlineData(HeaderMatch.Any, "", "a=1", false)]
    [InlineData(HeaderMatch.All, "x-a=1", "", true)]
    [InlineData(HeaderMatch.Any, "x-a=1", "x-a=1", false)]
    [InlineData(HeaderMatch.AllWithX, "x-match=any", "", true)]
    [InlineData(HeaderMatch.AnyWithX, "x-match=any", "x-match=any", false)]
    public void Compares_arguments_with_headers(HeaderMatch match, string arguments, string headers, bool expected)
    {
        var table = Table(ExchangeType.Headers, Binding("0", "", match, Split(arguments)));
        var present = Split(headers).Select(header => header.Split('=', 2)).ToDictionary(header => header[0], header => header[1]);

        Assert.Equal(expected, table.Route("any key", present) == table.ForQueue(0));
        if (present.Count == 0)
        {
            Assert.Equal(expected, table.Route("any key") == table.ForQueue(0));
        }
    }

    [Fact]
    public void An_unknown_match_fails_when_the_table_is_built()
    {
        var refused = Assert.Throws<TopologyValidationException>(() =>
            Table(ExchangeType.Headers, Binding("0", "", (HeaderMatch)9, "a=1"))
        );

        Assert.Contains("unknown match '9'", Assert.Single(refused.Problems));
    }

    [Fact]
    public void Many_bindings_are_all_asked()
    {
        var table = Table(
            ExchangeType.Headers,
            [.. Enumerable.Range(0, 300).Reverse().Select(queue => Binding($"{queue}", "", HeaderMatch.All, $"mod={queue % 3}"))]
        );

        Assert.Equal(
            Enumerable.Range(0, 300).Where(queue => queue % 3 == 1),
            table.Route("", new Dictionary<string, string> { ["mod"] = "1" }).Queues
        );
    }

    private static string[] Split(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries);
}
