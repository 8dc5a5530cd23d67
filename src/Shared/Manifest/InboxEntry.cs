namespace Waybill.Manifests;

/// <summary>Idempotency as declared.</summary>
/// <param name="Key">The message property that is the key; null for the message id.</param>
/// <param name="Retention">How long a claimed key is remembered: a duration.</param>
/// <param name="KeyProblem">Why the property cannot be the key, which only the compiler can see; null when it can.</param>
internal sealed record InboxEntry(string? Key = null, string Retention = "7d", string? KeyProblem = null);
