namespace Waybill.Benchmarks.Harness;

/// <summary>The figures of one subject in one case, a round each.</summary>
internal sealed class Series(string @case, string subject, string? unit = null)
{
    private readonly List<double> _values = [];
    private readonly List<double> _allocated = [];

    public string Case { get; } = @case;

    public string Subject { get; } = subject;

    /// <summary>Where it is not the benchmark's.</summary>
    public string? Unit { get; } = unit;

    public double Median => Statistics.Median(_values);

    public double Min => _values.Min();

    public double Max => _values.Max();

    public double Allocated => Statistics.Median(_allocated);

    public void Add(in Figure figure)
    {
        _values.Add(figure.Value);
        _allocated.Add(figure.Allocated);
    }
}
