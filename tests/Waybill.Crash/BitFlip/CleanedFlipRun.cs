using Waybill.Crash.Journals;
using Waybill.Storage.Devices;

namespace Waybill.Crash.BitFlip;

/// <summary>Flips bits of both checkpoints, one and both at a time, and of every segment that was written anew.</summary>
internal sealed class CleanedFlipRun(Report report, Func<IStorageDevice, IStorageDevice> wiring)
{
    // Checkpoints are short, and have headers.
    private const int MaxStep = 7;

    /// <param name="random">Decides about the journal and the bits.</param>
    /// <param name="step">Only every so many bytes.</param>
    /// <param name="allBits">All eight bits of each byte instead of one.</param>
    /// <returns>How many flips.</returns>
    public async Task<int> RunAsync(Random random, int step, bool allBits)
    {
        // What is wrong on purpose is what reads the journal, not what wrote it.
        var journal = await CleanedJournal.WriteAsync(random, static device => device);
        var image = journal.Copy();
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new CleanedFlips(report, wiring, journal)).ToList();
        var runs = 0;
        for (var which = 0; which < journal.Checkpoints.Count; which++)
        {
            var flips = FlipPlan.Choose(random, image[journal.Checkpoints[which].File].Length, Math.Min(step, MaxStep), allBits);
            await FlipPlan.RunAsync(report, workers, flips, (worker, flip) => worker.CheckpointAsync(which, flip.Offset, flip.Bit));
            runs += flips.Count;
        }

        var older = image[journal.Checkpoints[1].File].Length;
        var pairs = FlipPlan
            .Choose(random, image[journal.Checkpoints[0].File].Length, Math.Min(step, MaxStep), allBits)
            .ConvertAll(flip => (flip.Offset, flip.Bit, Other: random.Next(older), OtherBit: random.Next(8)));
        await FlipPlan.RunAsync(
            report,
            workers,
            pairs,
            (worker, pair) => worker.BothCheckpointsAsync(pair.Offset, pair.Bit, pair.Other, pair.OtherBit)
        );
        runs += pairs.Count;
        foreach (var file in journal.Sparse)
        {
            var flips = FlipPlan.Choose(random, image[file].Length, step, allBits);
            await FlipPlan.RunAsync(report, workers, flips, (worker, flip) => worker.SparseAsync(file, flip.Offset, flip.Bit));
            runs += flips.Count;
        }

        var counts = workers.ConvertAll(worker => worker.Counts);
        report.Say(
            $"{runs} flips in a journal that was cleaned: {counts.Sum(count => count.PassedOver)} checkpoints passed over, "
                + $"{counts.Sum(count => count.Refused)} refused, {counts.Sum(count => count.Unreadable)} records reported, "
                + $"{counts.Sum(count => count.Harmless)} harmless"
        );
        return runs;
    }
}
