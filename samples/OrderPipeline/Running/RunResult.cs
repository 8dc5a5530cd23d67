using Waybill.Transports;

namespace OrderPipeline.Running;

/// <summary>What a run came to.</summary>
/// <param name="Published">Orders published and confirmed in this run.</param>
/// <param name="Malformed">Lines of this run that are no orders.</param>
/// <param name="Elapsed">From the start of the host until every queue was empty.</param>
/// <param name="Queues">Every queue's depth and totals over the folder's life.</param>
internal sealed record RunResult(long Published, long Malformed, TimeSpan Elapsed, IReadOnlyList<QueueStatus> Queues);
