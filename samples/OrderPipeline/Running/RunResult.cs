using Waybill.Transports;

namespace OrderPipeline.Running;

/// <summary>What a run came to.</summary>
/// <param name="Published">Orders published and confirmed in this run.</param>
/// <param name="Malformed">Lines of this run that are no orders.</param>
/// <param name="Resumed">Whether the input begins with lines that an earlier run stored.</param>
/// <param name="Elapsed">From the start of the host until every queue was empty.</param>
/// <param name="Queues">Every queue's depth and totals over the folder's life.</param>
internal sealed record RunResult(long Published, long Malformed, bool Resumed, TimeSpan Elapsed, IReadOnlyList<QueueStatus> Queues)
{
    /// <summary>The input has lines, and none of them is an order: most likely it is another file than was meant.</summary>
    public bool IsNoOrder => Published == 0 && Malformed > 0 && !Resumed;
}
