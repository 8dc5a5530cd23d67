using Spectre.Console;

namespace Waybill.Benchmarks.Harness;

/// <summary>A verb's measurements.</summary>
/// <param name="Benchmark">The verb.</param>
/// <param name="Unit">Of its figures.</param>
/// <param name="Baseline">The subject that the others are compared with.</param>
/// <param name="Groups">What runs in the same rounds: by name, and how its subjects are made.</param>
internal sealed record Suite(
    string Benchmark,
    string Unit,
    string Baseline,
    IReadOnlyList<(string Name, Func<IReadOnlyList<Subject>> Subjects)> Groups
)
{
    /// <summary>Runs it, prints it, writes it.</summary>
    /// <returns>The figures, for a verb that judges them.</returns>
    public async Task<IReadOnlyList<Sample>> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        foreach (var (name, make) in Groups)
        {
            if (options.Case is { } only && only != name)
            {
                continue;
            }

            var subjects = make()
                .Where(subject =>
                    options.Subjects is not { Count: > 0 } names || names.Contains(subject.Name, StringComparer.OrdinalIgnoreCase)
                )
                .ToList();
            if (subjects.Count == 0)
            {
                continue;
            }

            var series = await Rounds.RunAsync(
                subjects,
                options,
                round => Console.Error.WriteLine($"{Benchmark} {name}: {round}"),
                cancellationToken
            );
            Report.Write(AnsiConsole.Console, this, series);
            samples.AddRange(
                series.Select(one => new Sample(Benchmark, one.Case, one.Subject, one.Median, one.Unit ?? Unit, one.Allocated))
            );
        }

        if (options.Json is { } file)
        {
            await Sample.WriteAsync(file, samples, cancellationToken);
        }

        return samples;
    }
}
