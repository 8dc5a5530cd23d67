using Waybill.Benchmarks.Harness;
using Waybill.Benchmarks.Hosting;

namespace Waybill.Benchmarks.Latency;

/// <summary>Publish to handler in memory at about one message a millisecond.</summary>
internal static class LatencyBenchmark
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        await new Suite(
            "latency",
            "µs",
            Baselines.Channel,
            [
                (
                    "publish-handle",
                    () =>
                        [
                            .. (
                                (Bus<Ping>[])
                                    [
                                        new ChannelBus<Ping>(Handle),
                                        new WaybillBus<Ping>(),
                                        new WolverineBus<Ping>(),
                                        new MassTransitBus<Ping>(Delays.Handled),
                                    ]
                            ).Select(bus => new LatencySubject(bus, options.Seconds)),
                        ]
                ),
            ]
        ).RunAsync(options, cancellationToken);
        return 0;
    }

    private static ValueTask Handle(Ping ping)
    {
        Delays.Handled(ping);
        return ValueTask.CompletedTask;
    }
}
