namespace Waybill.Runtime.Dispatch;

/// <summary>How one queue is consumed: the handler's word, after configuration.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Prefetch">How many deliveries may be unsettled at once; at least <paramref name="Concurrency"/>.</param>
/// <param name="PrefetchBytes">How many bytes may be unsettled at once.</param>
/// <param name="Concurrency">How many calls run at once; at least 1.</param>
/// <param name="Timeout">After this long a call is cancelled and its attempt counts as failed.</param>
/// <param name="Lease">How long a delivery stays leased without being renewed.</param>
internal sealed record QueueSettings(string Queue, int Prefetch, int PrefetchBytes, int Concurrency, TimeSpan Timeout, TimeSpan Lease);
