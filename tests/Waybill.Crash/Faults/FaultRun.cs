using Waybill.Crash.Processes;

namespace Waybill.Crash.Faults;

/// <summary>
/// Lets system calls of a child fail, one in each run: every call on the journal's files, with every error, the first time, the second time, and so on until there
/// is no such call any more.
/// </summary>
internal static class FaultRun
{
    // A bounded run looks deeper than the first calls, too.
    private const int MaxWhen = 70;

    /// <param name="points">How many failures at most, chosen by the seed; null: all there are.</param>
    /// <param name="call">Only this call, as strace names it; null: all.</param>
    /// <param name="run">How it is run.</param>
    /// <returns>0 when no rule was broken, 1 when one was, 2 when it cannot be run here.</returns>
    public static async Task<int> ExecuteAsync(int? points, string? call, Run run)
    {
        var report = new Report("faults", run);
        if (FaultStage.Missing() is { } missing)
        {
            return report.CannotRun(missing);
        }

        using var stage = new FaultStage(run.ChildArguments);
        var faults = Fault.All.Where(fault => call is null || fault.Call == call).ToList();
        var fired = 0;
        foreach (var (fault, when) in points is null ? All() : Some(new Random(run.Seed)))
        {
            if (fired == points || report.IsDecided)
            {
                break;
            }

            fired += await RunAsync(report, stage, fault, when) ? 1 : 0;
        }

        return report.End(fired);

        // A failure that does not fire ends its row: then none behind it does.
        IEnumerable<(Fault Fault, int When)> All()
        {
            foreach (var fault in faults)
            {
                int before;
                var when = 0;
                do
                {
                    before = fired;
                    yield return (fault, ++when);
                } while (fired != before);
            }
        }

        IEnumerable<(Fault Fault, int When)> Some(Random random)
        {
            var rows = faults.ToDictionary(fault => fault, _ => Enumerable.Range(1, MaxWhen).ToList());
            while (rows.Count > 0)
            {
                var (fault, row) = rows.ElementAt(random.Next(rows.Count));
                var when = row[random.Next(row.Count)];
                var before = fired;
                yield return (fault, when);
                row.RemoveAll(next => next == when || (fired == before && next > when));
                if (row.Count == 0)
                {
                    rows.Remove(fault);
                }
            }
        }
    }

    /// <returns>False: the child made no such call so many times.</returns>
    private static async Task<bool> RunAsync(Report report, FaultStage stage, Fault fault, int when)
    {
        var outcome = stage.Run(fault, when);
        var log = StraceLog.Parse(outcome.Trace);
        var ledger = new FaultLedger();
        ledger.Add(stage.Before(fault.Scene));
        ledger.Add(outcome.Said);
        var broken = FaultJudge.Judge(outcome, log, stage.Point) ?? await FaultJudge.JudgeFolderAsync(ledger, stage.Data);
        if (broken is not null)
        {
            report.Violation($"{fault}, time {when}: {broken}", stage.Keep);
        }

        return log.Injected.Count > 0;
    }
}
