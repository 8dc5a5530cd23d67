using System.Diagnostics;
using Waybill.Benchmarks.Harness;
using Waybill.Benchmarks.Hosting;

namespace Waybill.Benchmarks.Latency;

/// <summary>A publisher that sends a message, sleeps a millisecond, and so on: every message finds all asleep.</summary>
internal sealed class LatencySubject(Bus<Ping> bus, double seconds) : Subject(bus.Name)
{
    private const int Warming = 200;
    private readonly int _count = Math.Max(1_000, (int)(seconds * 1_000));

    public override ValueTask BeginAsync(CancellationToken cancellationToken) => new(bus.StartAsync(cancellationToken));

    public override ValueTask EndAsync() => new(bus.StopAsync());

    public override ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        PublishOnThread(Warming, cancellationToken);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var delays = PublishOnThread(_count, cancellationToken);
        var allocated = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / _count;
        return new([
            new Figure("p50", Statistics.Percentile(delays, 0.5), allocated),
            new Figure("p99", Statistics.Percentile(delays, 0.99), allocated),
            new Figure("p99.9", Statistics.Percentile(delays, 0.999), allocated),
        ]);
    }

    // A thread of its own: the publisher is no guest of the pool that runs the handlers.
    private double[] PublishOnThread(int count, CancellationToken cancellationToken)
    {
        Delays.Expect(count);
        Exception? failure = null;
        var publisher = new Thread(() =>
        {
            try
            {
                Publish(count, cancellationToken);
            }
#pragma warning disable CA1031 // It is thrown again where the run is awaited.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = exception;
            }
        });
        publisher.Start();
        publisher.Join();
        return failure is null ? Delays.Take(cancellationToken) : throw failure;
    }

    private void Publish(int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Thread.Sleep(1);
            var published = bus.PublishAsync(new Ping(i, Stopwatch.GetTimestamp()));
            if (!published.IsCompletedSuccessfully)
            {
                published.AsTask().GetAwaiter().GetResult();
            }
        }
    }
}
