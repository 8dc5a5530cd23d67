namespace Waybill.Topologies;

/// <summary>A message type that a handler handles, and the policies that hold for it.</summary>
/// <param name="Message">The message type's name on the wire.</param>
/// <param name="Attempts">Attempts in total.</param>
/// <param name="Backoff">How the delay grows.</param>
/// <param name="Delay">The first delay.</param>
/// <param name="MaxDelay">The greatest delay.</param>
/// <param name="Jitter">Whether delays are drawn at random between half and all of their value.</param>
/// <param name="Idempotent">Whether each key is handled once.</param>
/// <param name="Key">The message property that is the key; null for the message id.</param>
/// <param name="Retention">How long a claimed key is remembered; zero when the handler is not idempotent.</param>
/// <param name="Discard">Why messages that failed for good are dropped; null when they are dead-lettered.</param>
internal sealed record HandledMessage(
    string Message,
    int Attempts,
    Backoff Backoff,
    TimeSpan Delay,
    TimeSpan MaxDelay,
    bool Jitter,
    bool Idempotent,
    string? Key,
    TimeSpan Retention,
    string? Discard
);
