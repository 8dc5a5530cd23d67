using System.Collections.Immutable;
using Waybill.Transports;

namespace Waybill.Runtime.Hosting;

/// <summary>Everything that a host runs, merged, configured and validated.</summary>
/// <param name="Topology">What the transport provisions.</param>
/// <param name="Queues">The queues that are consumed here.</param>
/// <param name="Idle">The modules whose queues are not consumed here because the host does not name them.</param>
/// <param name="DrainTimeout">What configuration says of <see cref="WaybillOptions.DrainTimeout"/>; null when nothing.</param>
internal sealed record HostPlan(
    Topology Topology,
    ImmutableArray<QueuePlan> Queues,
    ImmutableArray<IdleModule> Idle,
    TimeSpan? DrainTimeout
);
