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
}
