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
        new("append-2", 0, Publishers: 2),
        new("append-4", 0, Publishers: 4),
        new("buffered", 4_096, IsBuffered: true),
    ];

    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var groups = s_cases
            .Select(one => (one.Name, (Func<IReadOnlyList<Subject>>)(() => SubjectsOf(one, options.Seconds))))
            .Append((AwaitEachSubject.Case, () => [AwaitEachSubject.Raw(options.Seconds), AwaitEachSubject.Waybill(options.Seconds)]));
        await new Suite("durable", "records/s", Baselines.Raw, [.. groups]).RunAsync(options, cancellationToken);
        return 0;
    }

    // FASTER has no write that counts before its commit.
    private static IReadOnlyList<Subject> SubjectsOf(DurableCase one, double seconds) =>
        [
            new RawSubject(one, seconds),
            new RawSubject(one, seconds, inNewSpace: true),
            new WaybillSubject(one, seconds),
            new JournalSubject(one, seconds),
            .. one.IsBuffered ? (Subject[])[] : [new FasterSubject(one, seconds)],
        ];
}
