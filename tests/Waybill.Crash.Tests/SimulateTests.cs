using System.Collections.Concurrent;
using Waybill.Crash.Simulate;
using Waybill.Crash.Tests.Support;

namespace Waybill.Crash.Tests;

public sealed class SimulateTests(ITestOutputHelper output)
{
    // Always the same ones: others are for the long runs of docs/reliability.md, where what is found can be looked at.
    private const int Seed = 1;

    [Fact]
    public Task Two_thousand_simulated_brokers_do_what_the_model_says() =>
        Verbs.HoldAsync("simulate", output, run => Task.FromResult(SimulateRun.Execute(seeds: 2_000, run)), Seed);

    /// <summary>What is the pool's in closing a broker is late where others take the processors: nothing that is stored may follow from when it comes.</summary>
    [Theory]
    [InlineData(105009040)]
    [InlineData(106505780)]
    public void A_seed_comes_to_the_same_however_busy_the_processors_are(int seed)
    {
        const int Threads = 8;
        const int Runs = 10;
        var traces = new ConcurrentBag<int>();
        var threads = new Thread[Threads];
        foreach (ref var thread in threads.AsSpan())
        {
            thread = new Thread(() =>
            {
                for (var run = 0; run < Runs; run++)
                {
                    traces.Add(Simulation.Run(seed, mutant: null, tell: null).Trace);
                }
            });
            thread.Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }

        Assert.Equal(Threads * Runs, traces.Count);
        Assert.Single(traces.Distinct());
    }
}
