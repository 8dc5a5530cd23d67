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
);
