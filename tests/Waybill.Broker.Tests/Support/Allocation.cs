namespace Waybill.Broker.Tests.Support;

/// <summary>Counts what code allocates on this thread.</summary>
internal static class Allocation
{
    private const int Rounds = 5;

    /// <summary>
    /// The least of several rounds: tiered compilation may allocate on the calling thread in one of them, and garbage of the code's own would be in all.
    /// </summary>
    public static long Least(Action action) =>
        Enumerable
            .Range(0, Rounds)
            .Min(_ =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                action();
                return GC.GetAllocatedBytesForCurrentThread() - before;
            });
}
