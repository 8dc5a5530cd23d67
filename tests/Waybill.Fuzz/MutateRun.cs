namespace Waybill.Fuzz;

/// <summary>Has readers read damaged bytes.</summary>
internal static class MutateRun
{
    private const int Originals = 20;

    // What is tried on one reader before the next one's turn, so that a short run sees them all.
    private const int Round = 64;

    /// <returns>The process's exit code: 1 when anything was found.</returns>
    public static int Execute(IReadOnlyList<ReaderTarget> targets, long mutants, int seed, TextWriter output)
    {
        output.WriteLine($"seed {seed}");
        var check = new ReaderCheck();
        var violation = FirstViolation(check, targets, mutants, seed);
        if (violation is not null)
        {
            output.WriteLine(violation);
        }

        output.WriteLine(
            $"mutate: {check.Accepted + check.Refused} runs, {(violation is null ? 0 : 1)} violations; {check.Accepted} read as messages, {check.Refused} refused"
        );
        return violation is null ? 0 : 1;
    }

    /// <summary>
    /// Runs until something is wrong. The same seed tries the same bytes in the same order, but for what immutable sets and maps of texts are written as: their order
    /// is that of hash codes, which every process has its own of. So what is wrong is told with its bytes.
    /// </summary>
    /// <returns>What is wrong, with the bytes; null when nothing is.</returns>
    public static string? FirstViolation(ReaderCheck check, IReadOnlyList<ReaderTarget> targets, long mutants, int seed)
    {
        var runs = targets.Select((target, i) => new Run(target, seed + i)).ToList();
        for (long done = 0; done < mutants; )
        {
            foreach (var run in runs)
            {
                for (var i = 0; i < Round && done < mutants; i++, done++)
                {
                    if (run.Try(check) is { } violation)
                    {
                        return $"mutant {done} of seed {seed}, {violation}";
                    }
                }
            }
        }

        return null;
    }

    private sealed class Run(ReaderTarget target, int seed)
    {
        private readonly Random _random = new(seed);
        private readonly IReadOnlyList<byte[]> _originals = target.Originals(Originals);

        public string? Try(ReaderCheck check)
        {
            var mutant = target.Damage(Any(), Any(), _random);
            return check.Violation(target, mutant) is { } violation
                ? $"{target.Name} from {Convert.ToHexString(mutant)}: {violation}"
                : null;
        }

        private byte[] Any() => _originals[_random.Next(_originals.Count)];
    }
}
