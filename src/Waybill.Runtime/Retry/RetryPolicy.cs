using Waybill.Runtime.Publishing;

namespace Waybill.Runtime.Retry;

/// <summary>When a failed message is tried again, and when no more. Immutable and thread-safe.</summary>
/// <param name="Attempts">Attempts in total, 1 to 1,000.</param>
/// <param name="Backoff">How the delay grows.</param>
/// <param name="Delay">The delay after the first attempt.</param>
/// <param name="MaxDelay">The greatest delay.</param>
/// <param name="Jitter">Whether each delay is drawn between half and all of its value.</param>
internal sealed record RetryPolicy(int Attempts, Backoff Backoff, TimeSpan Delay, TimeSpan MaxDelay, bool Jitter)
{
    /// <summary>Whether a message that failed so often is done with.</summary>
    public bool IsExhausted(int failed) => failed >= Attempts;

    /// <summary>How long a message is set aside after its attempt number <paramref name="failed"/> failed.</summary>
    /// <param name="failed">The failed attempts, this one included: at least 1.</param>
    /// <param name="random">What the jitter is drawn from.</param>
    public TimeSpan DelayAfter(int failed, IRandomSource random)
    {
        var delay = Backoff switch
        {
            Backoff.Exponential => Delay.Ticks * Math.Pow(2, failed - 1),
            Backoff.Linear => (double)Delay.Ticks * failed,
            _ => Delay.Ticks,
        };
        var ticks = (long)Math.Min(delay, MaxDelay.Ticks);
        return TimeSpan.FromTicks(Jitter ? Draw(ticks, random) : ticks);
    }

    // Fifty-three random bits make a double in [0, 1): half of the delay is sure, the other half is drawn.
    private static long Draw(long ticks, IRandomSource random)
    {
        var half = ticks / 2;
        var fraction = (random.Next() >> 11) * (1.0 / (1UL << 53));
        return ticks - half + (long)(half * fraction);
    }
}
