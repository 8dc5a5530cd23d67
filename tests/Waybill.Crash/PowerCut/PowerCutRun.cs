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
    private const long NumbersPerChild = 1_000_000_000;

    /// <param name="cuts">How often the power is cut.</param>
    /// <param name="run">How it is run.</param>
    /// <param name="cancellationToken">Gives up and takes the disks down.</param>
    /// <returns>0 when no rule was broken, 1 when one was, 2 when it cannot be run here.</returns>
    public static int Execute(int cuts, Run run, CancellationToken cancellationToken = default)
    {
        var report = new Report("power-cut", run);
        if (LoopDisk.Missing() is { } missing)
        {
            return report.CannotRun(missing);
        }

        var random = new Random(run.Seed);
        using var bench = new PowerCutBench(run.ChildArguments, cancellationToken);
        var (runs, confirmed, settled) = (0, 0, 0);
        while (runs < cuts)
        {
            var ledger = new Ledger();
            var broken = RunSeries(bench, ledger, random, Math.Min(LivesPerSeries, cuts - runs), ref runs);
            (confirmed, settled) = (confirmed + ledger.Confirmed, settled + ledger.Settled);
            foreach (var violation in broken is null ? ledger.Violations : [broken, .. ledger.Violations])
            {
                report.Violation($"the series of cut {runs}: {violation}");
            }

            if (report.Violations > 0)
            {
                if (run.KeepsData)
                {
                    report.Say($"the image is kept in {bench.Keep()}");
                }

                break;
            }
        }

        report.Say($"{confirmed} confirmed, {settled} settled");
        return report.End(runs);
    }

    /// <returns>What a child that ended by itself said; null when none did.</returns>
    private static string? RunSeries(PowerCutBench bench, Ledger ledger, Random random, int lives, ref int runs)
    {
        bench.Begin();
        for (var life = 0; life < lives; life++)
        {
            ledger.BeginChild();
            runs++;
            if (bench.Live(life * NumbersPerChild, random, ledger) is { } error)
            {
                return error;
            }

            if (ledger.Violations.Count > 0)
            {
                return null;
            }
        }

        ledger.BeginChild();
        if (bench.Drain(ledger) is { } failed)
        {
            return failed;
        }

        ledger.CheckDrained();
        return null;
    }
}
