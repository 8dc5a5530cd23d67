using System.Diagnostics.Metrics;

namespace Waybill.Broker.Telemetry;

/// <summary>The broker's instruments, in the meter <c>Waybill.Broker</c>.</summary>
internal static class BrokerMetrics
{
    private static readonly Meter s_meter = new("Waybill.Broker");

    public static Counter<long> Unroutable { get; } =
        s_meter.CreateCounter<long>("waybill.publish.unroutable", "{message}", "Messages that no queue received.");
}
