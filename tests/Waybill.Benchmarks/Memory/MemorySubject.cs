using System.Diagnostics;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Memory;

/// <summary>
/// One publisher, and a handler that counts. A run takes as many messages as the run before would have handled in the time given, and ends with the last message handled.
/// </summary>
internal abstract class MemorySubject<T>(string @case, string name, Func<long, T> make, double seconds) : Subject(name)
{
    private const int Warming = 10_000;
    private const int Most = 20_000_000;
    private int _count = 2 * Warming;

    public override async ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        // The caches and pools of what was just started.
        await PublishAndHandleAsync(Warming, cancellationToken);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        await PublishAndHandleAsync(_count, cancellationToken);
        var elapsed = clock.Elapsed.TotalSeconds;
        var allocated = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / _count;
        var rate = _count / elapsed;
        _count = (int)Math.Clamp(rate * seconds, Warming, Most);
        return [new Figure(@case, rate, allocated)];
    }

    /// <summary>Publishes that many, as the subject's users would for throughput, from one flow.</summary>
    protected abstract Task PublishAsync(int count, CancellationToken cancellationToken);

    protected T Make(int number) => make(number);

    private async Task PublishAndHandleAsync(int count, CancellationToken cancellationToken)
    {
        var handled = Arrivals.Expect(count);
        await PublishAsync(count, cancellationToken);
        await handled.WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
    }
}
