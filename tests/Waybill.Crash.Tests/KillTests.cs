using Waybill.Crash.Kill;

namespace Waybill.Crash.Tests;

public sealed class KillTests(ITestOutputHelper output)
{
    private const int Cycles = 50;

    [Fact]
    public void Fifty_kills_lose_nothing_repeat_nothing_and_keep_the_order()
    {
        using var report = new StringWriter();

        var exitCode = KillRun.Execute(Cycles, Random.Shared.Next(), report);

        output.WriteLine(report.ToString());
        Assert.True(exitCode == 0, report.ToString());
        Assert.Contains($"kill: {Cycles} runs, 0 violations", report.ToString());
    }
}
