using CsCheck;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Tests;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(new[] { 5.0 }, 5)]
    [InlineData(new[] { 9.0, 1.0, 5.0 }, 5)]
    [InlineData(new[] { 4.0, 1.0, 3.0, 100.0 }, 3.5)]
    public void The_median_is_the_middle(double[] values, double median) => Assert.Equal(median, Statistics.Median(values));

    [Fact]
    public void Half_of_the_values_are_not_above_the_median_and_half_not_below() =>
        Gen.Double[-1e6, 1e6]
            .Array[1, 50]
            .Sample(values =>
            {
                var median = Statistics.Median(values);
                return values.Count(value => value <= median) * 2 >= values.Length
                    && values.Count(value => value >= median) * 2 >= values.Length;
            });

    [Fact]
    public void There_is_no_median_of_nothing() => Assert.Throws<ArgumentException>(() => Statistics.Median([]));

    [Theory]
    [InlineData(0.5, 500)]
    [InlineData(0.99, 990)]
    [InlineData(0.999, 999)]
    [InlineData(1, 1000)]
    public void A_percentile_is_the_nearest_rank(double share, double expected) =>
        Assert.Equal(expected, Statistics.Percentile([.. Enumerable.Range(1, 1000).Select(static value => (double)value)], share));

    [Fact]
    public void Every_percentile_of_one_value_is_that_value()
    {
        Assert.Equal(7, Statistics.Percentile([7.0], 0.001));
        Assert.Equal(7, Statistics.Percentile([7.0], 0.999));
    }
}
