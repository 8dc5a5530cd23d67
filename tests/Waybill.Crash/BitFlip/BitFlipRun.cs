using Waybill.Crash.Journals;
using Waybill.Storage;
using Waybill.Storage.Devices;

namespace Waybill.Crash.BitFlip;

/// <summary>
/// Flips bits of every byte of a segment, one at a time, in a segment that the log has left, in the last one after a crash and in the last one after a clean close. No
/// flip may give a wrong payload or take what is not damaged, and what was known to be durable may not be missing without a report of where.
/// </summary>
internal static class BitFlipRun
{
    // The log goes on in a second segment.
    private const int Bytes = 50_000;

    /// <param name="allBits">True: all eight bits of each byte; false: one, which the seed decides.</param>
    /// <param name="step">Only every so many bytes; 1: every byte.</param>
    /// <param name="cleanedStep">The same of a journal that was cleaned.</param>
    /// <param name="run">How it is run.</param>
    /// <returns>0 when no rule was broken, else 1.</returns>
    public static async Task<int> ExecuteAsync(bool allBits, int step, int cleanedStep, Run run)
    {
        var report = new Report("bit-flip", run);
        var random = new Random(run.Seed);
        var plan = JournalPlan.Create(random, Bytes, 3, 1, 3);
        var runs = 0;
        foreach (var closed in (bool[])[false, true])
        {
            var journal = await plan.WriteAsync(closed, run.Wire);
            // What the log has left is the same after a crash and after a clean close.
            var files = journal.Batches.Select(batch => WrittenJournal.FileOf(batch.Lsn)).Distinct().ToList();
            foreach (var file in closed ? files.TakeLast(1) : files)
            {
                var flips = Choose(random, step, allBits).ToList();
                var counts = await FlipAsync(report, run.Wire, journal, file, flips);
                runs += flips.Count;
                report.Say(
                    $"{flips.Count} flips in {file}, {(closed ? "closed" : "killed")}: {counts.Sum(count => count.Reported)} reported, "
                        + $"{counts.Sum(count => count.Cut)} taken for a torn write, {counts.Sum(count => count.Harmless)} harmless"
                );
            }
        }

        runs += await new CleanedFlipRun(report, run.Wire).RunAsync(random, cleanedStep, allBits);
        return report.End(runs);
    }

    private static IEnumerable<(int Offset, int Bit)> Choose(Random random, int step, bool allBits) =>
        FlipPlan.Choose(random, (int)JournalFormat.MinSegmentBytes, step, allBits);

    private static async Task<List<(int Reported, int Cut, int Harmless)>> FlipAsync(
        Report report,
        Func<IStorageDevice, IStorageDevice> wiring,
        WrittenJournal journal,
        string file,
        List<(int Offset, int Bit)> all
    )
    {
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Flips(report, wiring, journal)).ToList();
        await FlipPlan.RunAsync(report, workers, all, (worker, flip) => worker.FlipAsync(file, flip.Offset, flip.Bit));
        return [.. workers.Select(worker => worker.Counts)];
    }
}
