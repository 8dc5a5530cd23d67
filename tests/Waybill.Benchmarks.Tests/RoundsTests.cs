using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Tests;

public sealed class RoundsTests
{
    private readonly List<string> _diary = [];

    [Fact]
    public async Task Each_round_runs_every_subject_once_and_begins_with_another()
    {
        await RunAsync(
            new RunOptions(Rounds: 2, WarmUps: 1, Seconds: 0),
            [Subject("A", 1, 2, 3), Subject("B", 1, 2, 3), Subject("C", 1, 2, 3)]
        );

        Assert.Equal(
            ["run A", "run B", "run C", "run B", "run C", "run A", "run C", "run A", "run B"],
            _diary.Where(static entry => entry.StartsWith("run", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_run_begins_and_ends_and_the_subject_is_closed_last()
    {
        await RunAsync(new RunOptions(Rounds: 1, WarmUps: 0, Seconds: 0), [Subject("A", 1), Subject("B", 1)]);

        Assert.Equal(["begin A", "run A", "end A", "begin B", "run B", "end B", "close A", "close B"], _diary);
    }

    [Fact]
    public async Task What_a_warm_up_measures_does_not_count()
    {
        var series = await RunAsync(new RunOptions(Rounds: 3, WarmUps: 2, Seconds: 0), [Subject("A", 1_000, 2_000, 4, 8, 6)]);

        Assert.Equal(["one", "two"], series.Select(static one => one.Case));
        Assert.Equal((6, 4, 8), (series[0].Median, series[0].Min, series[0].Max));
        Assert.Equal((12, 0.6), (series[1].Median, series[0].Allocated));
    }

    [Fact]
    public async Task What_fails_is_ended_and_closed()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RunAsync(new RunOptions(Rounds: 1, WarmUps: 0, Seconds: 0), [Subject("A", double.NaN), Subject("B", 1)])
        );

        Assert.Equal(["begin A", "run A", "end A", "close A", "close B"], _diary);
    }

    private ScriptedSubject Subject(string name, params double[] values) => new(name, _diary, values);

    private static Task<IReadOnlyList<Series>> RunAsync(RunOptions options, IReadOnlyList<Subject> subjects) =>
        Rounds.RunAsync(subjects, options, static _ => { }, CancellationToken.None);
}
