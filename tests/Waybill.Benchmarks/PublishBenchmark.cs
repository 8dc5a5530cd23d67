using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Waybill.Broker;

namespace Waybill.Benchmarks;

internal static class PublishNames
{
    [Exchange(ExchangeType.Topic)]
    public const string Exchange = "bench";

    [Queue]
    [Binding(Exchange, "bench.*")]
    public const string Queue = "bench";
}

/// <summary>About 256 bytes on the wire.</summary>
[Message(PublishNames.Exchange, "bench.{Region}")]
internal sealed partial record BenchMessage(long Number, string Region, byte[] Padding);

/// <summary>The publish path through the whole product: bus, serializer, routing, journal, confirm. Proves that it makes no garbage.</summary>
internal static class PublishBenchmark
{
    private const int WarmUp = 1_000_000;
    private const int Publishes = 1_000_000;
    private const int Window = 4_096;
    private const int Rounds = 3;
    private const double MaxBytesPerPublish = 1;

    /// <returns>0 when the median round allocated at most one byte a publish, else 1.</returns>
    public static async Task<int> RunAsync(string? json, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("waybill-bench-").FullName;
        try
        {
            var builder = Host.CreateApplicationBuilder();
            builder.Logging.ClearProviders();
            builder.Services.AddWaybill<WaybillBenchmarksModule>(waybill => waybill.UseEmbeddedBroker(folder));
            using var host = builder.Build();
            await host.StartAsync(cancellationToken);
            var bus = host.Services.GetRequiredService<IDirectMessageBus>();
            var message = new BenchMessage(1, "eu", new byte[240]);
            var window = new ValueTask<PublishReceipt>[Window];

            await PublishAsync(bus, message, window, WarmUp);
            var rates = new List<double>();
            var allocated = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                var clock = Stopwatch.StartNew();
                await PublishAsync(bus, message, window, Publishes);
                rates.Add(Publishes / clock.Elapsed.TotalSeconds);
                allocated.Add((double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Publishes);
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"round {round + 1}: {rates[^1]:N0} publishes/s, {allocated[^1]:0.000} bytes allocated each"
                    )
                );
            }

            await host.StopAsync(cancellationToken);
            var sample = new Sample("publish", "flushed", "Waybill", Median(rates), "publishes/s", Median(allocated));
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"publish flushed, window {Window}: {sample.Median:N0} publishes/s, {sample.Allocated:0.000} bytes allocated each"
                )
            );
            if (json is not null)
            {
                await Sample.WriteAsync(json, [sample], cancellationToken);
            }

            return sample.Allocated <= MaxBytesPerPublish ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Keeps a window of publishes in flight; one message object, so that what is allocated is the publish path's alone.</summary>
    private static async Task PublishAsync(IDirectMessageBus bus, BenchMessage message, ValueTask<PublishReceipt>[] window, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (i >= window.Length)
            {
                await window[i % window.Length];
            }

            window[i % window.Length] = bus.PublishAsync(message);
        }

        for (var i = 0; i < Math.Min(count, window.Length); i++)
        {
            await window[i];
        }
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
