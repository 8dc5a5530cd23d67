using System.Diagnostics;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Serialization;

/// <summary>
/// One library with one payload in one direction: nanoseconds and bytes allocated per operation. They are the process's processor time: the loop is all that runs,
/// waits for nothing, and on a busy machine it is not its fault when another process takes its place.
/// </summary>
/// <param name="name">Whose.</param>
/// <param name="seconds">About how long a run takes.</param>
internal abstract class SerializationSubject(string name, double seconds) : Subject(name)
{
    /// <summary>A batch takes that long at least: next to it, a look at the clocks is nothing.</summary>
    private static readonly TimeSpan s_batch = TimeSpan.FromMilliseconds(5);

    private int _operations;

    /// <summary>What it is called in the report.</summary>
    protected abstract string Case { get; }

    /// <summary>At the first run, finds how many operations make a batch and has the compiler see enough of them.</summary>
    public override ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        if (_operations == 0)
        {
            _operations = 1;
            var total = Stopwatch.StartNew();
            TimeSpan time;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                time = Time(_operations);
                if (time < s_batch)
                {
                    _operations *= 2;
                }
            } while (time < s_batch || total.Elapsed.TotalSeconds < seconds);
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        Loop(_operations);
        var clock = Stopwatch.StartNew();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var start = Environment.CpuUsage.TotalTime;
        var operations = 0L;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            Loop(_operations);
            operations += _operations;
        } while (clock.Elapsed.TotalSeconds < seconds);

        var time = Environment.CpuUsage.TotalTime - start;
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        return new(Figures(new Figure(Case, time.TotalNanoseconds / operations, (double)allocated / operations)));
    }

    /// <summary>Does it that often, in a loop of its own so that nothing stands between it and the call.</summary>
    protected abstract void Loop(int times);

    /// <summary>The time's figure, and what else there is to say.</summary>
    protected virtual IReadOnlyList<Figure> Figures(Figure time) => [time];

    private TimeSpan Time(int times)
    {
        var start = Environment.CpuUsage.TotalTime;
        Loop(times);
        return Environment.CpuUsage.TotalTime - start;
    }
}
