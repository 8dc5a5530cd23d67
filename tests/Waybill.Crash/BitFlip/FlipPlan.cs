namespace Waybill.Crash.BitFlip;

/// <summary>Which bits of a file are flipped, and by whom.</summary>
internal static class FlipPlan
{
    /// <param name="random">Decides which bit of a byte, where it is one, and which byte is the first, where they are not all.</param>
    /// <param name="bytes">How long the file is.</param>
    /// <param name="step">Only every so many bytes; 1: every byte.</param>
    /// <param name="allBits">All eight bits of each byte instead of one.</param>
    public static List<(int Offset, int Bit)> Choose(Random random, int bytes, int step, bool allBits)
    {
        var first = random.Next(step);
        return
        [
            .. from index in Enumerable.Range(0, (bytes - first + step - 1) / step)
            from bit in allBits ? Enumerable.Range(0, 8) : [random.Next(8)]
            select (first + (index * step), bit),
        ];
    }

    /// <summary>Shares flips out among workers, each of which is for one thread.</summary>
    public static Task RunAsync<TWorker, TFlip>(
        Report report,
        IReadOnlyList<TWorker> workers,
        IReadOnlyList<TFlip> flips,
        Func<TWorker, TFlip, Task> flip
    ) =>
        Parallel.ForAsync(
            0,
            workers.Count,
            async (worker, _) =>
            {
                for (var index = worker; index < flips.Count && !report.IsDecided; index += workers.Count)
                {
                    await flip(workers[worker], flips[index]);
                }
            }
        );
}
