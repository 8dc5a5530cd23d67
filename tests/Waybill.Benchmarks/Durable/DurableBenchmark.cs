using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Durable;

/// <summary>Records of 256 bytes that survive a power cut: how many a second, under windows of unconfirmed ones and without.</summary>
internal static class DurableBenchmark
{
    private static readonly DurableCase[] s_cases =
    [
        new("flushed", 4_096),
        new("flushed-256", 256),
        new("flushed-16384", 16_384),
        new("append", 0),
    ];

    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var suite = new Suite(
            "durable",
            "records/s",
            Baselines.Raw,
            [.. s_cases.Select(one => (one.Name, (Func<IReadOnlyList<Subject>>)(() => SubjectsOf(one, options.Seconds))))]
        );
        await suite.RunAsync(options, cancellationToken);
        return 0;
    }

    private static IReadOnlyList<Subject> SubjectsOf(DurableCase one, double seconds) =>
        [new RawSubject(one, seconds), new WaybillSubject(one, seconds), new JournalSubject(one, seconds), new FasterSubject(one, seconds)];
}
