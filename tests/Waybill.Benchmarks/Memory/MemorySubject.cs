using System.Diagnostics;
using Waybill.Benchmarks.Harness;
using Waybill.Benchmarks.Hosting;

namespace Waybill.Benchmarks.Memory;

/// <summary>
/// One publisher, and a handler that counts. A run takes as many messages as the run before would have handled in the time given, and ends with the last message handled.
/// </summary>
internal sealed class MemorySubject<T>(string @case, Bus<T> bus, Func<long, T> make, double seconds) : Subject(bus.Name)
{
    private const int Warming = 10_000;
    private const int Most = 20_000_000;
    private int _count = 2 * Warming;

    public override ValueTask BeginAsync(CancellationToken cancellationToken) => new(bus.StartAsync(cancellationToken));

    public override ValueTask EndAsync() => new(bus.StopAsync());

    public override async ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        // The caches and pools of what was just started, and the last tier of its code.
        var warming = Stopwatch.StartNew();
        do
        {
            await PublishAndHandleAsync(Warming, cancellationToken);
        } while (warming.Elapsed.TotalSeconds < seconds / 2);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        await PublishAndHandleAsync(_count, cancellationToken);
        var rate = _count / clock.Elapsed.TotalSeconds;
        var allocated = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / _count;
        _count = (int)Math.Clamp(rate * seconds, Warming, Most);
        return [new Figure(@case, rate, allocated)];
    }

    private async Task PublishAndHandleAsync(int count, CancellationToken cancellationToken)
    {
        var handled = Arrivals.Expect(count);
        await bus.PublishManyAsync(make, count);
        await handled.WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
    }
}
