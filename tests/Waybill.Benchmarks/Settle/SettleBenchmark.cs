using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Settle;

/// <summary>One publisher with 4,096 messages under way; each message is durable before it is handed out, and its settlement before it is gone.</summary>
internal static class SettleBenchmark
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        await new Suite(
            "settle",
            "messages/s",
            Baselines.PublishOnly,
            [
                (
                    "settle",
                    () =>
                        [
                            new PublishSubject(Baselines.PublishOnly, "settle", queues: 1, options.Seconds),
                            new ReferenceSubject(options.Seconds),
                            new DecodedSubject(options.Seconds),
                        ]
                ),
            ]
        ).RunAsync(options, cancellationToken);
        return 0;
    }
}
