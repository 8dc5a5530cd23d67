using Spectre.Console;
using Waybill.Benchmarks.Compare;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Tests;

public sealed class CompareTests
{
    private const double Threshold = 0.1;

    [Fact]
    public void A_rate_that_fell_is_worse()
    {
        Assert.Equal(1, Verdict([Rate("Waybill", 100)], [Rate("Waybill", 90)]));
        Assert.Equal(0, Verdict([Rate("Waybill", 100)], [Rate("Waybill", 92)]));
        Assert.Equal(0, Verdict([Rate("Waybill", 100)], [Rate("Waybill", 200)]));
    }

    [Fact]
    public void A_time_that_rose_is_worse()
    {
        Assert.Equal(1, Verdict([Time("Waybill", 100)], [Time("Waybill", 111)]));
        Assert.Equal(0, Verdict([Time("Waybill", 100)], [Time("Waybill", 109)]));
        Assert.Equal(0, Verdict([Time("Waybill", 100)], [Time("Waybill", 50)]));
    }

    [Fact]
    public void What_the_baseline_lost_too_is_the_machine()
    {
        Assert.Equal(0, Verdict([Rate("raw", 200), Rate("Waybill", 100)], [Rate("raw", 100), Rate("Waybill", 50)]));
        Assert.Equal(0, Verdict([Time("floor", 10), Time("Waybill", 20)], [Time("floor", 20), Time("Waybill", 40)]));
    }

    [Fact]
    public void What_the_baseline_gained_alone_is_our_loss()
    {
        Assert.Equal(1, Verdict([Rate("raw", 100), Rate("Waybill", 50)], [Rate("raw", 200), Rate("Waybill", 50)]));
        Assert.Equal(1, Verdict([Time("floor", 20), Time("Waybill", 20)], [Time("floor", 10), Time("Waybill", 20)]));
    }

    [Fact]
    public void A_peer_may_get_worse() => Assert.Equal(0, Verdict([Rate("FASTER", 100)], [Rate("FASTER", 10)]));

    [Fact]
    public void The_threshold_is_the_callers()
    {
        IReadOnlyList<Sample> before = [Rate("Waybill", 100)];
        IReadOnlyList<Sample> after = [Rate("Waybill", 60)];
        Assert.Equal(0, Verdict(before, after, threshold: 0.7));
        Assert.Equal(1, Verdict(before, after, threshold: 0.6));
    }

    [Fact]
    public void Figures_of_another_case_or_unit_are_not_compared() =>
        Assert.Equal(
            2,
            Verdict(
                [Rate("Waybill", 100)],
                [Rate("Waybill", 1) with { Case = "another" }, Rate("Waybill", 1) with { Unit = "publishes/s" }]
            )
        );

    [Fact]
    public void The_change_is_the_figures_own()
    {
        var one = Assert.Single(Comparison.Of([Rate("Waybill", 100)], [Rate("Waybill", 125)]));
        Assert.Equal(0.25, one.Change, 9);
        Assert.Equal(-0.2, one.Worse, 9);
    }

    private static Sample Rate(string subject, double median) => new("durable", "flushed", subject, median, "records/s", 0);

    private static Sample Time(string subject, double median) => new("generator", "full", subject, median, "ms", 0);

    private static int Verdict(IReadOnlyList<Sample> before, IReadOnlyList<Sample> after, double threshold = Threshold)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        return CompareVerb.Run(console, before, after, threshold);
    }
}
