using Waybill.Benchmarks.Latency;
using Waybill.Benchmarks.Memory;

namespace Waybill.Benchmarks.Hosting;

/// <summary>What Wolverine calls.</summary>
public static class WolverineHandlers
{
    /// <summary>Counts.</summary>
    public static void Handle(Small message) => Arrivals.Handled();

    /// <summary>Counts.</summary>
    public static void Handle(OrderCreated message) => Arrivals.Handled();

    /// <summary>Takes the time.</summary>
    public static void Handle(Ping message) => Delays.Handled(message);
}
