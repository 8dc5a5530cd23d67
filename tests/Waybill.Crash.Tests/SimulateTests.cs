using Waybill.Crash.Simulate;
using Waybill.Crash.Tests.Support;

namespace Waybill.Crash.Tests;

public sealed class SimulateTests(ITestOutputHelper output)
{
    [Fact]
    public Task Two_thousand_simulated_brokers_do_what_the_model_says() =>
        Verbs.HoldAsync("simulate", output, run => Task.FromResult(SimulateRun.Execute(seeds: 2_000, run)));
}
