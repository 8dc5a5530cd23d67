using Waybill.Runtime.Publishing;
using Waybill.Runtime.Retry;
using Waybill.Runtime.Tests.Fakes;

namespace Waybill.Runtime.Tests.Dispatch;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(Backoff.Exponential, new[] { 200, 400, 800, 1000, 1000 })]
    [InlineData(Backoff.Linear, new[] { 200, 400, 600, 800, 1000 })]
    [InlineData(Backoff.Fixed, new[] { 200, 200, 200, 200, 200 })]
    public void Delays_grow_up_to_the_greatest(Backoff backoff, int[] milliseconds)
    {
        var policy = Policy(backoff, jitter: false);

        Assert.Equal(
            milliseconds,
            Enumerable.Range(1, 5).Select(failed => (int)policy.DelayAfter(failed, new FixedRandom(0)).TotalMilliseconds)
        );
    }

    [Fact]
    public void The_thousandth_delay_does_not_overflow() =>
        Assert.Equal(
            TimeSpan.FromDays(7),
            new RetryPolicy(1_000, Backoff.Exponential, TimeSpan.FromDays(7), TimeSpan.FromDays(7), Jitter: false).DelayAfter(
                999,
                new FixedRandom(0)
            )
        );

    [Fact]
    public void Jitter_draws_between_half_and_all()
    {
        var policy = Policy(Backoff.Fixed, jitter: true);

        Assert.Equal(TimeSpan.FromMilliseconds(100), policy.DelayAfter(1, new FixedRandom(0)));
        Assert.InRange(
            policy.DelayAfter(1, new FixedRandom(ulong.MaxValue)),
            TimeSpan.FromMilliseconds(199.9),
            TimeSpan.FromMilliseconds(200)
        );
        var random = new BufferedRandomSource();
        var drawn = Enumerable.Range(0, 1_000).Select(_ => policy.DelayAfter(1, random)).ToList();
        Assert.All(drawn, delay => Assert.InRange(delay, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200)));
        Assert.True(drawn.Distinct().Count() > 500);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void Attempts_are_counted_in_total(int failed, bool exhausted) =>
        Assert.Equal(exhausted, Policy(Backoff.Fixed, false).IsExhausted(failed));

    private static RetryPolicy Policy(Backoff backoff, bool jitter) =>
        new(3, backoff, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), jitter);
}
