using System.Diagnostics;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Dispatch;

/// <summary>One way to a handler: nanoseconds and bytes per call.</summary>
/// <param name="case">Which variant.</param>
/// <param name="name">Whose.</param>
/// <param name="seconds">About how long a run takes.</param>
/// <param name="loop">Calls that often, in a loop of its own so that nothing stands between it and the call.</param>
internal sealed class DispatchSubject(string @case, string name, double seconds, Action<int> loop) : Subject(name)
{
    private const int Calls = 1_000_000;

    public override ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        loop(Calls);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        var calls = 0L;
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            loop(Calls);
            calls += Calls;
        }

        var time = clock.Elapsed.TotalNanoseconds / calls;
        return new([new Figure(@case, time, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / calls)]);
    }
}
