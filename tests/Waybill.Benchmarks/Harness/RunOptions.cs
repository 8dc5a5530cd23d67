namespace Waybill.Benchmarks.Harness;

/// <summary>How long a benchmark runs, and where its figures go.</summary>
/// <param name="Rounds">How many rounds are measured.</param>
/// <param name="WarmUps">How many rounds come before them.</param>
/// <param name="Seconds">About how long one run of one subject takes.</param>
/// <param name="Case">Only the cases with this name; null for all.</param>
/// <param name="Subjects">Only these subjects; empty for all.</param>
/// <param name="Json">The file that receives the figures.</param>
internal sealed record RunOptions(
    int Rounds,
    int WarmUps,
    double Seconds,
    string? Case = null,
    IReadOnlyList<string>? Subjects = null,
    string? Json = null
);
