namespace Waybill.Benchmarks.Durable;

/// <summary>How a publisher without confirms waits for its window: by looking, and giving the processor away in between.</summary>
internal static class WindowWait
{
    /// <summary>Returns when the counter has reached the value.</summary>
    public static void Until(ref long counter, long value)
    {
        if (Volatile.Read(ref counter) < value)
        {
            Spin(ref counter, value);
        }
    }

    private static void Spin(ref long counter, long value)
    {
        var spin = new SpinWait();
        while (Volatile.Read(ref counter) < value)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }
}
