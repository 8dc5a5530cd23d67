using System.CommandLine;

namespace Waybill.Benchmarks.Harness;

/// <summary>The options that every measuring verb has.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string?> _json = new("--json") { Description = "Writes the figures as a JSON array.", HelpName = "FILE" };
    private readonly Option<int> _rounds;
    private readonly Option<int> _warmUps = new("--warm-ups") { Description = "Rounds before them.", DefaultValueFactory = static _ => 1 };
    private readonly Option<double> _seconds;
    private readonly Option<string?> _case = new("--case") { Description = "Only this group of cases.", HelpName = "NAME" };
    private readonly Option<string[]> _subjects = new("--subject") { Description = "Only this subject; repeatable.", HelpName = "NAME" };

    private CommonOptions(int rounds, double seconds)
    {
        _rounds = new("--rounds") { Description = "Rounds that are measured.", DefaultValueFactory = _ => rounds };
        _seconds = new("--seconds") { Description = "About how long one run of one subject takes.", DefaultValueFactory = _ => seconds };
        _rounds.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--rounds must be at least 1.");
            }
        });
        _seconds.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 600))
            {
                result.AddError("--seconds must be between 0 and 600.");
            }
        });
    }

    /// <summary>A verb with these options, beside its own.</summary>
    public static Command Verb(
        string name,
        string description,
        int rounds,
        double seconds,
        Func<RunOptions, ParseResult, CancellationToken, Task<int>> run,
        params ReadOnlySpan<Option> more
    )
    {
        var common = new CommonOptions(rounds, seconds);
        var verb = new Command(name, description)
        {
            common._json,
            common._rounds,
            common._warmUps,
            common._seconds,
            common._case,
            common._subjects,
        };
        foreach (var option in more)
        {
            verb.Options.Add(option);
        }

        verb.SetAction((parsed, cancellationToken) => run(common.Read(parsed), parsed, cancellationToken));
        return verb;
    }

    private RunOptions Read(ParseResult parsed) =>
        new(
            parsed.GetValue(_rounds),
            parsed.GetValue(_warmUps),
            parsed.GetValue(_seconds),
            parsed.GetValue(_case),
            parsed.GetValue(_subjects),
            parsed.GetValue(_json)
        );
}
