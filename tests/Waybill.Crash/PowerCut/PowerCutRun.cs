using Waybill.Crash.Kill;
using Waybill.Crash.Processes;

namespace Waybill.Crash.PowerCut;

/// <summary>
/// The kill harness on a disk of its own: at a random moment the child is stopped, what it said is read, and the disk is copied. The next child lives on the copy, which
/// has nothing that was not synced. Several lives make a series; at its end a last child drains the queues.
/// </summary>
internal static class PowerCutRun
{
    private const int LivesPerSeries = 10;

    /// <param name="cuts">How often the power is cut.</param>
    /// <param name="lanes">How many children live at once, each on a disk of its own.</param>
    /// <param name="run">How it is run.</param>
    /// <param name="cancellationToken">Gives up and takes the disks down.</param>
    /// <returns>0 when no rule was broken, 1 when one was, 2 when it cannot be run here.</returns>
    public static int Execute(int cuts, int lanes, Run run, CancellationToken cancellationToken = default)
    {
        var report = new Report("power-cut", run);
        if (LoopDisk.Missing() is { } missing)
        {
            return report.CannotRun(missing);
        }

        var (runs, confirmed, settled) = (0, 0L, 0L);
        Lanes.Run(
            lanes,
            cuts,
            (lane, share) =>
            {
                var random = new Random(unchecked(run.Seed + lane));
                using var bench = new PowerCutBench(run.ChildArguments, cancellationToken);
                for (var left = share; left > 0 && report.Violations == 0; )
                {
                    var ledger = new Ledger();
                    var lives = RunSeries(bench, ledger, random, Math.Min(LivesPerSeries, left), out var broken);
                    left -= lives;
                    Interlocked.Add(ref runs, lives);
                    Interlocked.Add(ref confirmed, ledger.Confirmed);
                    Interlocked.Add(ref settled, ledger.Settled);
                    IReadOnlyList<string> violations = broken is null ? ledger.Violations : [broken, .. ledger.Violations];
                    foreach (var violation in violations)
                    {
                        report.Violation(violation);
                    }

                    if (violations.Count > 0 && run.KeepsData)
                    {
                        report.Say($"the image is kept in {bench.Keep()}");
                    }
                }
            }
        );
        report.Say($"{confirmed} confirmed, {settled} settled");
        return report.End(runs);
    }

    /// <param name="bench">Where the children live.</param>
    /// <param name="ledger">Is told what they say.</param>
    /// <param name="random">Decides when each life ends.</param>
    /// <param name="most">How often the power may be cut.</param>
    /// <param name="broken">What a child that ended by itself said; null when none did.</param>
    /// <returns>How often the power was cut.</returns>
    private static int RunSeries(PowerCutBench bench, Ledger ledger, Random random, int most, out string? broken)
    {
        bench.Begin();
        broken = null;
        var lives = 0;
        for (; lives < most && broken is null && ledger.Violations.Count == 0; lives++)
        {
            ledger.BeginChild();
            broken = bench.Live(Numbering.FirstOf(lives), random, ledger);
        }

        if (broken is null && ledger.Violations.Count == 0)
        {
            ledger.BeginChild();
            broken = bench.Drain(ledger);
            if (broken is null)
            {
                ledger.CheckDrained();
            }
        }

        return lives;
    }
}
