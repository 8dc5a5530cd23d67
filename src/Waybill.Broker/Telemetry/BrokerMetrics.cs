using System.Diagnostics.Metrics;
using Waybill.Telemetry;

namespace Waybill.Broker.Telemetry;

/// <summary>The broker's instruments, in the meter <c>Waybill.Broker</c>.</summary>
internal static class BrokerMetrics
{
    private static readonly Meter s_meter = new("Waybill.Broker");

    public static GuardedCounter Unroutable { get; } =
        new(s_meter, "waybill.publish.unroutable", "{message}", "Messages that no queue received.");
}
