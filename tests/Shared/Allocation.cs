namespace Waybill.Tests;

/// <summary>Counts what code allocates on this thread.</summary>
internal static class Allocation
{
    private const int Rounds = 5;

    /// <summary>
    /// The least of several rounds, in bytes: garbage of the code's own is in all of them. In one, a collection that another thread began can make the runtime's
    /// counter jump by what is left of this thread's allocation buffer (up to 8 KiB), and tiered compilation may allocate.
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
