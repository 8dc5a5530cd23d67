namespace Waybill.Crash.Mutants;

/// <summary>Does wrong, one after the other, what the verbs are there to notice: who goes unnoticed is a violation.</summary>
internal static class MutantsRun
{
    /// <param name="run">How it is run.</param>
    /// <returns>0 when each was noticed, 1 when one was not, 2 when a verb cannot be run here.</returns>
    public static async Task<int> ExecuteAsync(Run run)
    {
        var report = new Report("mutants", run);
        var (runs, cannot) = (0, 0);
        foreach (var (mutant, verb) in MutantCase.All)
        {
            using var output = new StringWriter();
            var exitCode = await new MutantCase(mutant, verb).ExecuteAsync(run.Seed, output);
            var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            switch (exitCode)
            {
                case 0:
                    report.Violation($"{mutant} was not noticed by {verb}");
                    break;
                case 1:
                    report.Say(
                        $"{mutant} was noticed by {lines.First(line => line.Contains(Report.ViolationMark, StringComparison.Ordinal))}"
                    );
                    break;
                default:
                    report.Say($"{mutant}: {lines[^1]}");
                    cannot++;
                    break;
            }

            runs++;
        }

        var end = report.End(runs - cannot);
        return end == 0 && cannot > 0 ? 2 : end;
    }
}
