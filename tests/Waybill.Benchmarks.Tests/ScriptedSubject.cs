using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Tests;

/// <summary>Gives the figures that a test wrote down, and writes down what was done with it.</summary>
internal sealed class ScriptedSubject(string name, List<string> diary, params double[] values) : Subject(name)
{
    private int _runs;

    /// <summary>The unit of the second figure; null for the benchmark's.</summary>
    public string? SecondUnit { get; init; }

    public override ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        diary.Add($"begin {Name}");
        return ValueTask.CompletedTask;
    }

    public override ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        diary.Add($"run {Name}");
        var value = values[_runs++];
        return double.IsNaN(value)
            ? throw new InvalidOperationException("scripted")
            : new([new Figure("one", value, value / 10), new Figure("two", value * 2, 0, SecondUnit)]);
    }

    public override ValueTask EndAsync()
    {
        diary.Add($"end {Name}");
        return ValueTask.CompletedTask;
    }

    public override ValueTask CloseAsync()
    {
        diary.Add($"close {Name}");
        return ValueTask.CompletedTask;
    }
}
