using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Generator;

/// <summary>One generator over its project; each figure is the median of its repetitions in the run.</summary>
/// <param name="name">Whose generator it is.</param>
/// <param name="kind">Appended to the cases' names.</param>
/// <param name="generators">What runs.</param>
/// <param name="sources">Over what.</param>
/// <param name="seconds">How long each case is repeated.</param>
internal sealed class GeneratorSubject(
    string name,
    string kind,
    IReadOnlyList<ISourceGenerator> generators,
    GeneratorSources sources,
    double seconds
) : Subject(name)
{
    private const int Fewest = 3;
    private GeneratorProject? _project;

    public override ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var project = _project ??= Open();
        return new([
            Measure($"full{kind}", project, project.Forget, cancellationToken),
            Measure($"unrelated-edit{kind}", project, project.EditUnrelated, cancellationToken),
            Measure($"message-edit{kind}", project, project.EditMessage, cancellationToken),
        ]);
    }

    private GeneratorProject Open()
    {
        var project = new GeneratorProject(generators, sources, tracked: false);
        return project.Errors() is [var error, ..]
            ? throw new InvalidOperationException($"What {Name} generated does not compile, so its time says nothing: {error}")
            : project;
    }

    private Figure Measure(string @case, GeneratorProject project, Action edit, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        var allocated = new List<double>();
        var until = Stopwatch.StartNew();
        while (times.Count < Fewest || until.Elapsed.TotalSeconds < seconds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            edit();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var clock = Stopwatch.StartNew();
            project.Run();
            times.Add(clock.Elapsed.TotalMilliseconds);
            allocated.Add(GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return new Figure(@case, Statistics.Median(times), Statistics.Median(allocated));
    }
}
