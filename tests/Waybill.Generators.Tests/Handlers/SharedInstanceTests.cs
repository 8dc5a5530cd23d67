using Waybill.Generated;
using Waybill.Generators.Tests.Handlers.Support;

namespace Waybill.Generators.Tests.Handlers;

public sealed class SharedInstanceTests
{
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(30);
    private static readonly TestDelivery s_services = new();

    [Fact]
    public async Task Many_callers_get_one_instance()
    {
        var made = 0;
        using var first = new ManualResetEventSlim();
        using var others = new CountdownEvent(8);
        var shared = new SharedInstance<object>(_ =>
        {
            Interlocked.Increment(ref made);
            first.Set();
            Assert.True(others.Wait(s_hang));
            return new object();
        });

        var maker = Task.Run(async () => await shared.GetAsync(s_services));
        Assert.True(first.Wait(s_hang));
        var waiters = Enumerable.Range(0, 8).Select(_ => shared.GetAsync(s_services).AsTask()).ToList();
        Assert.All(waiters, waiter => Assert.False(waiter.IsCompleted));
        others.Signal(8);

        var instances = await Task.WhenAll([maker, .. waiters]).WaitAsync(s_hang);
        Assert.Single(instances.Distinct());
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task After_a_failure_the_next_caller_tries_again()
    {
        var fails = true;
        var shared = new SharedInstance<string>(_ => fails ? throw new TimeoutException() : "made");

        await Assert.ThrowsAsync<TimeoutException>(async () => await shared.GetAsync(s_services));
        fails = false;

        Assert.Equal("made", await shared.GetAsync(s_services));
    }

    [Fact]
    public async Task What_was_never_made_is_not_disposed()
    {
        var shared = new SharedInstance<string>(_ => throw new TimeoutException());

        await shared.DisposeAsync();
    }
}
