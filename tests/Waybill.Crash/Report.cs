namespace Waybill.Crash;

/// <summary>What a verb prints: its seed first, the violations as they are found, and last the one line that counts them. Thread-safe.</summary>
internal sealed class Report
{
    private const int Shown = 20;
    private readonly Lock _guard = new();
    private readonly string _verb;
    private readonly TextWriter _output;

    public Report(string verb, int seed, TextWriter output)
    {
        _verb = verb;
        _output = output;
        Say($"seed {seed}");
    }

    public int Violations { get; private set; }

    public void Say(string text) => _output.WriteLine($"{_verb}: {text}");

    public void Violation(string text) => Violation(text, keep: null);

    /// <summary>A broken rule and the folder that shows it. Only what is reported is kept: what broke once may break a thousand times.</summary>
    public void Violation(string text, Func<string>? keep)
    {
        lock (_guard)
        {
            if (++Violations <= Shown)
            {
                Say(keep is null ? text : $"{text}; the data is kept in {keep()}");
            }
        }
    }

    /// <returns>The exit code: 0 when no rule was broken, else 1.</returns>
    public int End(long runs)
    {
        Say($"{runs} runs, {Violations} violations");
        return Violations == 0 ? 0 : 1;
    }
}
