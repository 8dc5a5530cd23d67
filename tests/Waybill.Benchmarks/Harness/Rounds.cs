namespace Waybill.Benchmarks.Harness;

/// <summary>
/// Runs subjects in interleaved rounds: each round runs every subject once, and begins with another one, so that what the machine does meanwhile meets all alike.
/// </summary>
internal static class Rounds
{
    /// <param name="subjects">The subjects, in the order of the report.</param>
    /// <param name="options">How many rounds.</param>
    /// <param name="progress">Told before each round; never during one.</param>
    /// <param name="cancellationToken">Ends it after the run that is under way.</param>
    /// <returns>One series per case and subject, in the order of the subjects.</returns>
    public static async Task<IReadOnlyList<Series>> RunAsync(
        IReadOnlyList<Subject> subjects,
        RunOptions options,
        Action<string> progress,
        CancellationToken cancellationToken
    )
    {
        var series = new List<Series>[subjects.Count];
        for (var i = 0; i < series.Length; i++)
        {
            series[i] = [];
        }

        try
        {
            for (var round = -options.WarmUps; round < options.Rounds; round++)
            {
                progress(round < 0 ? "warm-up" : $"round {round + 1} of {options.Rounds}");
                for (var i = 0; i < subjects.Count; i++)
                {
                    var at = (i + round + options.WarmUps) % subjects.Count;
                    var figures = await RunOnceAsync(subjects[at], cancellationToken);
                    if (round >= 0)
                    {
                        Add(series[at], subjects[at].Name, figures);
                    }
                }
            }
        }
        finally
        {
            foreach (var subject in subjects)
            {
                await subject.CloseAsync();
            }
        }

        return [.. series.SelectMany(static one => one)];
    }

    private static async Task<IReadOnlyList<Figure>> RunOnceAsync(Subject subject, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await subject.BeginAsync(cancellationToken);
        try
        {
            // What the run before left behind is not collected at this one's expense.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            return await subject.RunAsync(cancellationToken);
        }
        finally
        {
            await subject.EndAsync();
        }
    }

    private static void Add(List<Series> series, string subject, IReadOnlyList<Figure> figures)
    {
        foreach (var figure in figures)
        {
            var one = series.Find(known => known.Case == figure.Case);
            if (one is null)
            {
                series.Add(one = new Series(figure.Case, subject, figure.Unit));
            }

            one.Add(figure);
        }
    }
}
