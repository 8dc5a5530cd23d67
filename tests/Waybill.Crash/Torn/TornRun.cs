using Waybill.Crash.Journals;

namespace Waybill.Crash.Torn;

/// <summary>
/// The ends that a crash may give a journal, in memory: its last records cut at every byte, its last batch in any selection of its sectors, and a power cut at
/// every operation of the device, while records are written and while old ones are cleaned away. What was confirmed has to be there, and nothing else.
/// </summary>
internal static class TornRun
{
    // Of operations there are fewer than of bytes.
    private const int MaxStep = 7;

    private static readonly int[][] s_lastBatches =
    [
        [3],
        [1, 1, 1],
    ];

    /// <param name="step">The last records are cut at each so-many-th byte; 1: at every byte.</param>
    /// <param name="subsets">How many selections of the last batch's sectors.</param>
    /// <param name="run">How it is run.</param>
    /// <returns>0 when no rule was broken, else 1.</returns>
    public static async Task<int> ExecuteAsync(int step, int subsets, Run run)
    {
        var report = new Report("torn", run);
        // Beside each other: in each of them somebody waits for a journal's thread most of the time.
        var parts = await Task.WhenAll(
            Part("cut ends", random => CutEndsAsync(random)),
            Part("selections of sectors", random => new SectorSubsets(report, run.Wire).RunAsync(random, subsets)),
            Part("power cuts at an operation", random => new OperationCuts(report, run.Wire).RunAsync(random)),
            Part(
                "power cuts of a journal that is cleaned",
                random => new CleaningCuts(report, run).RunAsync(random, Math.Min(step, MaxStep))
            )
        );
        return report.End(parts.Sum());

        Task<int> Part(string name, Func<Random, Task<int>> execute) =>
            Task.Run(async () =>
            {
                var runs = await execute(new Random(run.Seed));
                report.Say($"{runs} {name}");
                return runs;
            });

        async Task<int> CutEndsAsync(Random random)
        {
            var runs = 0;
            foreach (var last in s_lastBatches)
            {
                foreach (var closed in (bool[])[false, true])
                {
                    runs += await new Truncations(report, run.Wire).RunAsync(random, closed, last, step);
                }
            }

            return runs;
        }
    }
}
