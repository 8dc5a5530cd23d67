using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Compare;

/// <summary>One figure, before and after.</summary>
/// <param name="Before">The earlier figure.</param>
/// <param name="After">The later one.</param>
/// <param name="Change">How the figure changed: 0.1 is ten per cent more.</param>
/// <param name="Worse">How much worse it got relative to the baseline subject of the same files, as a share; negative when it got better.</param>
internal sealed record Comparison(Sample Before, Sample After, double Change, double Worse)
{
    private const string Ours = "Waybill";

    /// <summary>Whether it is ours, and worse by more than the threshold.</summary>
    public bool IsRegression(double threshold) => After.Subject.StartsWith(Ours, StringComparison.Ordinal) && Worse > threshold;

    /// <summary>Compares what both have, in the order of the later one.</summary>
    public static IReadOnlyList<Comparison> Of(IReadOnlyList<Sample> before, IReadOnlyList<Sample> after)
    {
        var comparisons = new List<Comparison>();
        foreach (var now in after)
        {
            if (Find(before, now.Benchmark, now.Case, now.Subject) is { } then && then.Unit == now.Unit)
            {
                var own = now.Median / then.Median;
                var relative = own / BaselineChange(before, after, now);
                comparisons.Add(new Comparison(then, now, own - 1, IsRate(now.Unit) ? 1 / relative - 1 : relative - 1));
            }
        }

        return comparisons;
    }

    /// <summary>Of a rate more is better; of a time, less.</summary>
    private static bool IsRate(string unit) => unit.EndsWith("/s", StringComparison.Ordinal);

    // The machine was faster or slower as a whole: what its baseline gained or lost says how much.
    private static double BaselineChange(IReadOnlyList<Sample> before, IReadOnlyList<Sample> after, Sample sample) =>
        Baselines.Of(sample.Benchmark) is { } baseline
        && Find(before, sample.Benchmark, sample.Case, baseline) is { } then
        && Find(after, sample.Benchmark, sample.Case, baseline) is { } now
            ? now.Median / then.Median
            : 1;

    private static Sample? Find(IReadOnlyList<Sample> samples, string benchmark, string @case, string subject) =>
        samples.FirstOrDefault(sample => sample.Benchmark == benchmark && sample.Case == @case && sample.Subject == subject);
}
