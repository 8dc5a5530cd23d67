using Waybill.Benchmarks.Harness;
using Waybill.Benchmarks.Hosting;

namespace Waybill.Benchmarks.Recovery;

/// <summary>Opening a journal that no checkpoint sums up, from the page cache, on one thread.</summary>
internal static class RecoveryBenchmark
{
    public const int Records = 2_000_000;

    // With a message's head and the record's own, 256.
    private const int BodyBytes = 192;

    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("waybill-bench-").FullName;
        try
        {
            await using (var broker = await BrokerAlone.OpenAsync(folder, checkpoints: false, cancellationToken))
            {
                await broker.PublishAsync(Records, new byte[BodyBytes], cancellationToken);
            }

            var suite = new Suite(
                "recovery",
                "records/s",
                ScanSubject.SubjectName,
                [("cached", () => [new ScanSubject(folder), new IndexSubject(folder)])]
            );
            await suite.RunAsync(options, cancellationToken);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
