using Microsoft.CodeAnalysis;

namespace Waybill.Benchmarks.Generator;

/// <summary>After an unrelated edit nothing may be emitted anew, and after the edit of a message only what speaks of it.</summary>
internal static class CacheProof
{
    /// <returns>What was wrong; null when all is well.</returns>
    public static string? Check(IReadOnlyList<ISourceGenerator> generators, GeneratorSources sources)
    {
        var project = new GeneratorProject(generators, sources, tracked: true);
        project.Run();
        if (project.Errors() is [var error, ..])
        {
            return $"the generated code does not compile: {error}";
        }

        var outputs = OutputsThatRan(project).Count;
        if (outputs == 0)
        {
            return "the first run emitted nothing";
        }

        project.EditUnrelated();
        project.Run();
        if (OutputsThatRan(project) is { Count: > 0 } ran)
        {
            return $"an unrelated edit ran {ran.Count} of {outputs} outputs again ({ran[0]})";
        }

        project.EditMessage();
        project.Run();
        return OutputsThatRan(project).Count == 0 ? "the edit of a message ran no output: the proof sees nothing" : null;
    }

    private static List<IncrementalStepRunReason> OutputsThatRan(GeneratorProject project) =>
        [
            .. project
                .Result.Results.SelectMany(static result => result.TrackedOutputSteps.Values)
                .SelectMany(static steps => steps)
                .SelectMany(static step => step.Outputs)
                .Select(static output => output.Reason)
                .Where(static reason => reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)),
        ];
}
