namespace Waybill.Crash;

/// <summary>What a verb prints: its seed first, the violations as they are found, and last the one line that counts them. Thread-safe.</summary>
internal sealed class Report
{
    /// <summary>What a line says before a violation.</summary>
    public const string ViolationMark = "violation: ";

    private const int Shown = 20;
    private readonly Lock _guard = new();
    private readonly string _verb;
    private readonly Run _run;

    public Report(string verb, Run run)
    {
        _verb = verb;
        _run = run;
        Say($"seed {run.Seed}");
    }

    public int Violations { get; private set; }

    /// <summary>Whether what is run for has been found out: a mutant that was noticed need not be noticed again.</summary>
    public bool IsDecided => _run.Mutant is not null && Violations > 0;

    public void Say(string text)
    {
        lock (_guard)
        {
            _run.Output.WriteLine($"{_verb}: {text}");
        }
    }

    public void Violation(string text) => Violation(text, keep: null);

    /// <summary>A broken rule and the folder that shows it. Only what is reported is kept: what broke once may break a thousand times.</summary>
    public void Violation(string text, Func<string>? keep)
    {
        lock (_guard)
        {
            if (++Violations <= Shown)
            {
                Say(ViolationMark + (keep is null || !_run.KeepsData ? text : $"{text}; the data is kept in {keep()}"));
            }
        }
    }

    /// <summary>The machine lacks something.</summary>
    /// <returns>The exit code: 2, neither proven nor broken.</returns>
    public int CannotRun(string reason)
    {
        Say($"cannot be run here: {reason}");
        return 2;
    }

    /// <returns>The exit code: 0 when no rule was broken, else 1.</returns>
    public int End(long runs)
    {
        Say($"{runs} runs, {Violations} violations");
        return Violations == 0 ? 0 : 1;
    }
}
