using Microsoft.CodeAnalysis;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Generator;

/// <summary>
/// What the generators cost: over 200 messages and 200 handlers from nothing, after an unrelated edit and after the edit of one message; the same over 2,000; and what they
/// add to a run of the compiler over 200 messages.
/// </summary>
internal static class GeneratorBenchmark
{
    private const int Types = 200;
    private const int ManyTypes = 2_000;

    /// <returns>0; 1 when something was emitted anew after an unrelated edit.</returns>
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var ours = GeneratorLoader.Load("Waybill");
        var wrong = CacheProof.Check(ours, GeneratorSources.Waybill(Types));
        Console.WriteLine($"after an unrelated edit nothing downstream is executed: {wrong ?? "proven"}");
        await new Suite(
            "generator",
            "ms",
            Baselines.Floor,
            [
                ("edits", () => [.. Both(ours, Types, "", options.Seconds), .. Peers(options.Seconds)]),
                ("edits-2000", () => Both(ours, ManyTypes, "-2000", options.Seconds)),
                ("compiler", Compilers),
            ]
        ).RunAsync(options, cancellationToken);
        return wrong is null ? 0 : 1;
    }

    private static IReadOnlyList<Subject> Both(IReadOnlyList<ISourceGenerator> ours, int types, string kind, double seconds) =>
        [
            new GeneratorSubject(
                Baselines.Floor,
                kind,
                [new FloorGenerator().AsSourceGenerator()],
                GeneratorSources.Waybill(types),
                seconds
            ),
            new GeneratorSubject("Waybill", kind, ours, GeneratorSources.Waybill(types), seconds),
        ];

    private static IReadOnlyList<Subject> Peers(double seconds) =>
        [
            new GeneratorSubject("MemoryPack", "", GeneratorLoader.Load("MemoryPack"), GeneratorSources.MemoryPack(Types), seconds),
            new GeneratorSubject("Mediator", "", GeneratorLoader.Load("Mediator"), GeneratorSources.Mediator(Types), seconds),
        ];

    private static IReadOnlyList<Subject> Compilers() =>
        [
            new CompilerSubject("Waybill", GeneratorSources.Waybill(Types).Messages),
            new CompilerSubject("MemoryPack", GeneratorSources.MemoryPack(Types).Messages),
        ];
}
