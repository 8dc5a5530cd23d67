using Waybill.Crash.Processes;

namespace Waybill.Crash.Kill;

/// <summary>The parent: several lanes side by side, each with children, folders and a ledger of its own.</summary>
internal static class KillRun
{
    /// <param name="cycles">How many children are killed.</param>
    /// <param name="lanes">How many live at once.</param>
    /// <param name="run">How it is run.</param>
    /// <returns>0 when no rule was broken, else 1.</returns>
    public static int Execute(int cycles, int lanes, Run run)
    {
        var report = new Report("kill", run);
        var (runs, confirmed, settled) = (0, 0L, 0L);
        Lanes.Run(
            lanes,
            cycles,
            (lane, share) =>
            {
                var random = new Random(unchecked(run.Seed + lane));
                for (var left = share; left > 0 && report.Violations == 0; )
                {
                    var series = new KillSeries(report, run, random);
                    var killed = series.Execute(left);
                    left -= killed;
                    Interlocked.Add(ref runs, killed);
                    Interlocked.Add(ref confirmed, series.Ledger.Confirmed);
                    Interlocked.Add(ref settled, series.Ledger.Settled);
                }
            }
        );
        report.Say($"{confirmed} confirmed, {settled} settled");
        return report.End(runs);
    }
}
