using System.Diagnostics;
using Waybill.Benchmarks.Harness;
using Waybill.Benchmarks.Hosting;

namespace Waybill.Benchmarks.Backlog;

/// <summary>A queue that nobody empties: what each waiting message costs in memory, and whether publishing gets slower.</summary>
internal sealed class BacklogBenchmark(int messages) : Subject("Waybill")
{
    private const int BodyBytes = 200;
    private const int Parts = 10;

    private string? _folder;

    public static async Task<int> RunAsync(RunOptions options, int messages, CancellationToken cancellationToken)
    {
        var suite = new Suite("backlog", "messages/s", "Waybill", [("backlog", () => [new BacklogBenchmark(messages)])]);
        await suite.RunAsync(options, cancellationToken);
        return 0;
    }

    public override ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        _folder = Directory.CreateTempSubdirectory("waybill-bench-").FullName;
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        await using var broker = await BrokerAlone.OpenAsync(_folder!, checkpoints: true, cancellationToken);
        var body = new byte[BodyBytes];
        await broker.PublishAsync(messages / Parts, body, cancellationToken);
        var heap = HeapBytes();
        var rates = new List<double>();
        for (var part = 1; part < Parts; part++)
        {
            var clock = Stopwatch.StartNew();
            await broker.PublishAsync(messages / Parts, body, cancellationToken);
            rates.Add(messages / Parts / clock.Elapsed.TotalSeconds);
        }

        if ((await broker.StatusAsync(cancellationToken)).Ready != messages)
        {
            throw new InvalidOperationException("Messages are missing.");
        }

        var each = (HeapBytes() - heap) / (messages - (double)(messages / Parts));
        return
        [
            new Figure("publish-at-first", rates[0], 0),
            new Figure("publish-at-last", rates[^1], 0),
            new Figure("index-bytes-each", each, 0, "bytes"),
            new Figure("process-memory", Environment.WorkingSet / (1024.0 * 1024), 0, "MiB"),
        ];
    }

    public override ValueTask EndAsync()
    {
        Directory.Delete(_folder!, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static long HeapBytes() => GC.GetTotalMemory(forceFullCollection: true);
}
