using Microsoft.CodeAnalysis;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Generator;

/// <summary>What the generators cost over 200 messages and 200 handlers: from nothing, after an unrelated edit, after the edit of one message.</summary>
internal static class GeneratorBenchmark
{
    /// <returns>0; 1 when something was emitted anew after an unrelated edit.</returns>
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var ours = GeneratorLoader.Load("Waybill");
        var wrong = CacheProof.Check(ours, GeneratorSources.Waybill);
        Console.WriteLine($"after an unrelated edit nothing downstream is executed: {wrong ?? "proven"}");
        await new Suite("generator", "ms", Baselines.Floor, [("edits", () => SubjectsOf(ours, options.Seconds))]).RunAsync(
            options,
            cancellationToken
        );
        return wrong is null ? 0 : 1;
    }

    private static IReadOnlyList<Subject> SubjectsOf(IReadOnlyList<ISourceGenerator> ours, double seconds) =>
        [
            new GeneratorSubject(Baselines.Floor, [new FloorGenerator().AsSourceGenerator()], GeneratorSources.Waybill, seconds),
            new GeneratorSubject("Waybill", ours, GeneratorSources.Waybill, seconds),
            new GeneratorSubject("MemoryPack", GeneratorLoader.Load("MemoryPack"), GeneratorSources.MemoryPack, seconds),
            new GeneratorSubject("Mediator", GeneratorLoader.Load("Mediator"), GeneratorSources.Mediator, seconds),
        ];
}
