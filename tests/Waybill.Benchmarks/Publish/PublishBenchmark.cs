using System.Diagnostics;
using Waybill.Benchmarks.Harness;
using Waybill.Benchmarks.Hosting;

namespace Waybill.Benchmarks;

/// <summary>The publish path through the whole product: bus, serializer, routing, journal, confirm. Proves that it makes no garbage.</summary>
internal sealed class PublishBenchmark(int publishes) : Subject("Waybill")
{
    private const double MaxBytesPerPublish = 1;
    private readonly ValueTask<PublishReceipt>[] _window = new ValueTask<PublishReceipt>[4_096];

    // One message object, so that what is allocated is the publish path's alone.
    private readonly BenchMessage _message = BenchMessage.Example();
    private WaybillHost? _host;

    /// <returns>0 when the median round allocated at most one byte a publish, else 1.</returns>
    public static async Task<int> RunAsync(RunOptions options, int publishes, CancellationToken cancellationToken)
    {
        var suite = new Suite("publish", "publishes/s", "Waybill", [("flushed", () => [new PublishBenchmark(publishes)])]);
        var samples = await suite.RunAsync(options, cancellationToken);
        return samples.All(static sample => sample.Allocated <= MaxBytesPerPublish) ? 0 : 1;
    }

    public override async ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        // The host is kept over the rounds, and warmed up as long as it is measured: buffers and tables have grown to their size then.
        if (_host is null)
        {
            _host = await WaybillHost.StartAsync(cancellationToken);
            await PublishAsync();
        }

        var before = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        await PublishAsync();
        return
        [
            new Figure(
                "flushed",
                publishes / clock.Elapsed.TotalSeconds,
                (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / publishes
            ),
        ];
    }

    public override ValueTask CloseAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Task PublishAsync() => PublishWindow.RunAsync(_host!.Bus, _ => _message, _window, publishes);
}
