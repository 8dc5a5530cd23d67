using Waybill.Wire;

namespace Waybill.Shared.Tests.Wire;

public sealed class DurationTests
{
    [Theory]
    [InlineData("200ms", 2_000_000)]
    [InlineData("5s", 50_000_000)]
    [InlineData("5m", 3_000_000_000)]
    [InlineData("2h", 72_000_000_000)]
    [InlineData("7d", 6_048_000_000_000)]
    [InlineData("0s", 0)]
    [InlineData("007s", 70_000_000)]
    [InlineData("922337203685477ms", 9_223_372_036_854_770_000)]
    public void Reads_a_whole_number_with_a_unit(string text, long ticks)
    {
        Assert.True(Duration.TryParse(text, out var value));
        Assert.Equal(ticks, value.Ticks);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("5 s")]
    [InlineData(" 5s")]
    [InlineData("5s ")]
    [InlineData("-5s")]
    [InlineData("1.5s")]
    [InlineData("5S")]
    [InlineData("5w")]
    [InlineData("٥s")]
    [InlineData("00:00:05")]
    [InlineData("922337203685478ms")]
    [InlineData("10675200d")]
    [InlineData("99999999999999999999s")]
    public void Refuses_everything_else(string? text) => Assert.False(Duration.TryParse(text, out _));
}
