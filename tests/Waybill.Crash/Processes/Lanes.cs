namespace Waybill.Crash.Processes;

/// <summary>The same side by side: what waits for children and disks leaves a processor idle that another one can use.</summary>
internal static class Lanes
{
    /// <summary>Runs something once for each lane, each on a thread of its own, and waits for all.</summary>
    /// <param name="lanes">How many.</param>
    /// <param name="runs">How many runs they share.</param>
    /// <param name="run">Gets the lane's number and its share of the runs.</param>
    public static void Run(int lanes, int runs, Action<int, int> run) =>
        Task.WaitAll(
            Enumerable
                .Range(0, lanes)
                .Select(lane =>
                    Task.Factory.StartNew(
                        () => run(lane, (runs / lanes) + (lane < runs % lanes ? 1 : 0)),
                        CancellationToken.None,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                )
                .ToArray()
        );
}
