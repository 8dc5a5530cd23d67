using System.Diagnostics;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Settle;

/// <summary>Sends messages through in steps until the time is over, and measures from the first one of them to the end of the last.</summary>
internal abstract class SteadySubject(string name, string @case, double seconds) : Subject(name)
{
    private const int Step = 50_000;

    public override async ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        await SendAsync(Step, cancellationToken);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        var count = 0L;
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            await SendAsync(Step, cancellationToken);
            count += Step;
        }

        var rate = count / clock.Elapsed.TotalSeconds;
        return [new Figure(@case, rate, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / count)];
    }

    /// <summary>Sends that many messages and returns when all has come about that is measured.</summary>
    protected abstract Task SendAsync(int count, CancellationToken cancellationToken);
}
