namespace Waybill.Crash.Kill;

/// <summary>When a child's life ends: after it has said so much, or so long after it began to open its folder.</summary>
/// <param name="Said">How much it has said, in the unit of whoever drew it; null: that does not matter.</param>
/// <param name="After">How long it has been at work; it counts where what was said does not.</param>
internal readonly record struct Moment(int? Said, TimeSpan After)
{
    private const int EarlyEvery = 4;
    private const double MaxMilliseconds = 1_500;

    /// <summary>Never.</summary>
    public static Moment Never { get; } = new(null, Timeout.InfiniteTimeSpan);

    /// <summary>Some early, while the child recovers, some after so much was said.</summary>
    public static Moment Draw(Random random, int maxSaid) =>
        random.Next(EarlyEvery) == 0
            // As often within the first two milliseconds as within the last thousand: how long a recovery takes depends on machine and build.
            ? new Moment(null, TimeSpan.FromMilliseconds(Math.Pow(MaxMilliseconds, random.NextDouble())))
            : new Moment(random.Next(1, maxSaid), Timeout.InfiniteTimeSpan);
}
