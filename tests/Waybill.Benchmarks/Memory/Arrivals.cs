namespace Waybill.Benchmarks.Memory;

/// <summary>Counts what the handlers of the subject that runs have handled. All handlers do this and nothing else.</summary>
internal static class Arrivals
{
    private static TaskCompletionSource s_done = new();
    private static long s_left;

    /// <summary>Completes when that many messages have been handled.</summary>
    public static Task Expect(long count)
    {
        s_done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref s_left, count);
        return s_done.Task;
    }

    public static void Handled()
    {
        if (Interlocked.Decrement(ref s_left) == 0)
        {
            s_done.SetResult();
        }
    }
}
