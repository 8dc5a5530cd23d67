namespace Waybill.Crash.Tests.Support;

/// <summary>Runs a verb as a test.</summary>
internal static class Verbs
{
    /// <summary>Fails with the verb's whole report when it found a violation.</summary>
    public static async Task HoldAsync(string verb, ITestOutputHelper output, Func<Run, Task<int>> execute, int? seed = null)
    {
        using var report = new StringWriter();

        var exitCode = await execute(new Run(seed ?? Random.Shared.Next(), report));

        output.WriteLine(report.ToString());
        Assert.True(exitCode == 0, report.ToString());
        Assert.Matches($"(?m)^{verb}: [1-9][0-9]* runs, 0 violations$", report.ToString().TrimEnd());
    }
}
