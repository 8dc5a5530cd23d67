using System.Diagnostics.Metrics;

namespace Waybill.Telemetry;

/// <summary>A counter whose listeners may throw: they are foreign code, and what is counted has happened all the same. Thread-safe.</summary>
internal sealed class GuardedCounter
{
    private readonly Counter<long>? _counter;

    /// <param name="meter">The meter.</param>
    /// <param name="name">The instrument's name.</param>
    /// <param name="unit">What is counted.</param>
    /// <param name="description">Which of them.</param>
    public GuardedCounter(Meter meter, string name, string unit, string description)
    {
        try
        {
            _counter = meter.CreateCounter<long>(name, unit, description);
        }
#pragma warning disable CA1031 // A listener threw as it was told of the instrument.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Nobody counts here, and nothing else is lost.
        }
    }

    public void Increment(params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            _counter?.Add(1, tags);
        }
#pragma warning disable CA1031 // Whatever a listener throws, it is the listener's.
        catch (Exception)
#pragma warning restore CA1031
        {
            // The count is lost, and nothing else.
        }
    }
}
