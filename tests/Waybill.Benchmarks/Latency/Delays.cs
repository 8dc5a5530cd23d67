using System.Diagnostics;

namespace Waybill.Benchmarks.Latency;

/// <summary>The time from publish to handler of each message of a run, in microseconds. Each message has its own slot.</summary>
internal static class Delays
{
    private static double[] s_delays = [];
    private static CountdownEvent? s_left;

    public static void Expect(int count)
    {
        s_delays = new double[count];
        s_left = new CountdownEvent(count);
    }

    public static void Handled(Ping ping)
    {
        s_delays[ping.Number] = Stopwatch.GetElapsedTime(ping.SentAt).TotalMicroseconds;
        s_left!.Signal();
    }

    /// <summary>Waits for the last one.</summary>
    /// <returns>The delays, sorted.</returns>
    public static double[] Take(CancellationToken cancellationToken)
    {
        if (!s_left!.Wait(TimeSpan.FromMinutes(1), cancellationToken))
        {
            throw new TimeoutException($"{s_left.CurrentCount} messages were not handled.");
        }

        Array.Sort(s_delays);
        return s_delays;
    }
}
