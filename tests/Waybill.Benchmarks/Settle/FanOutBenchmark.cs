using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Settle;

/// <summary>What a publish costs that many queues get.</summary>
internal static class FanOutBenchmark
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        await new Suite(
            "fan-out",
            "messages/s",
            Baselines.OneQueue,
            [
                (
                    "fan-out",
                    () =>
                        [
                            new PublishSubject(Baselines.OneQueue, "fan-out", queues: 1, options.Seconds),
                            new PublishSubject("10 queues", "fan-out", queues: 10, options.Seconds),
                        ]
                ),
            ]
        ).RunAsync(options, cancellationToken);
        return 0;
    }
}
