namespace Waybill.Crash.Simulate;

/// <summary>
/// Simulates brokers in virtual time: their threads take turns in an order that the seed decides, on a device that fails and loses what was not synced, against a model of
/// what is confirmed, uncertain and settled.
/// </summary>
internal static class SimulateRun
{
    // A seed that does not lead to the same twice proves nothing when it leads to a violation.
    private const int ReplayedEvery = 20;

    /// <param name="seeds">How many brokers; of one alone everything is told that happens.</param>
    /// <param name="run">How it is run; its seed is the first one's.</param>
    /// <returns>0 when no rule was broken, else 1.</returns>
    public static int Execute(int seeds, Run run)
    {
        var report = new Report("simulate", run);
        Parallel.For(
            0,
            seeds,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            (i, loop) =>
            {
                if (report.IsDecided)
                {
                    loop.Stop();
                    return;
                }

                var seed = unchecked(run.Seed + i);
                try
                {
                    var (violation, trace) = Simulation.Run(seed, run.Mutant, seeds == 1 ? report.Say : null);
                    if (violation is not null)
                    {
                        report.Violation($"seed {seed}: {violation}");
                    }
                    else if (i % ReplayedEvery == 0 && Simulation.Run(seed, run.Mutant, tell: null).Trace != trace)
                    {
                        report.Violation($"seed {seed} does not come to the same twice");
                    }
                }
#pragma warning disable CA1031 // Whatever it is, it is this seed's.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    report.Violation($"seed {seed}: {exception}");
                }
            }
        );
        return report.End(seeds);
    }
}
