using Waybill.Tests;

namespace Waybill.Fuzz.Tests;

/// <summary>The fuzz over a reader as it is, and over readers that have lost one of their checks: it passes the first and finds the others.</summary>
public abstract class MutantTests(MessageFormat format, int seed, ITestOutputHelper output)
{
    /// <summary>A change that changes nothing.</summary>
    private const string Original = "namespace Waybill;";
    private const string Same = "namespace Waybill ;";

    protected async Task PassesAsync(string file, int mutants)
    {
        var run = await FuzzAsync(file, Original, Same, mutants);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"mutate: {mutants} runs, 0 violations", run.Output, StringComparison.Ordinal);
    }

    protected async Task IsFoundAsync(string file, string original, string changed, int mutants)
    {
        var run = await FuzzAsync(file, original, changed, mutants);
        // It began, so that what ended it was the mistake.
        Assert.StartsWith($"seed {seed}", run.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, run.ExitCode);
    }

    private async Task<ToolProcess> FuzzAsync(string file, string original, string changed, int mutants)
    {
        var run = await MutatedReader.FuzzAsync(format, file, original, changed, mutants, seed);
        output.WriteLine(run.Output + run.Errors);
        return run;
    }
}
