namespace Waybill.Manifests;

/// <summary>A retry policy as declared; the defaults are those of the attribute.</summary>
/// <param name="Attempts">Attempts in total.</param>
/// <param name="Backoff">How the delay grows.</param>
/// <param name="Delay">The first delay: a duration.</param>
/// <param name="MaxDelay">The greatest delay: a duration.</param>
/// <param name="Jitter">Whether delays are drawn at random between half and all of their value.</param>
internal sealed record RetryEntry(
    int Attempts = 5,
    Backoff Backoff = Backoff.Exponential,
    string Delay = "200ms",
    string MaxDelay = "30s",
    bool Jitter = true
)
{
    /// <summary>Which types of <c>On</c> nothing can test for, in sentences: only the compiler can see that. Null when there is none.</summary>
    public string? OnProblem { get; init; }

    /// <summary>Which types of <c>Never</c> nothing can test for, in sentences. Null when there is none.</summary>
    public string? NeverProblem { get; init; }
}
