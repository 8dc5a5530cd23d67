using Waybill.Crash.Kill;
using Waybill.Crash.Tests.Support;

namespace Waybill.Crash.Tests;

public sealed class KillTests(ITestOutputHelper output)
{
    [Fact]
    public Task A_hundred_kills_lose_nothing_repeat_nothing_and_keep_the_order() =>
        Verbs.HoldAsync("kill", output, run => Task.FromResult(KillRun.Execute(cycles: 100, lanes: 2, run)));
}
