using Microsoft.Extensions.Logging;
using Waybill.Broker.Telemetry;

namespace Waybill.Broker.Publishing;

/// <summary>Counts unroutable messages and warns of them, at most once a second. Thread-safe.</summary>
internal sealed class UnroutableAlarm(ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private long _lastWarning = long.MinValue;
    private long _unwarned;

    public void Raise(string messageType, string exchange, string routingKey)
    {
        BrokerMetrics.Unroutable.Increment(new KeyValuePair<string, object?>("waybill.message.type", messageType));
        var now = time.GetTimestamp();
        var last = Volatile.Read(ref _lastWarning);
        var count = Interlocked.Increment(ref _unwarned);
        if (
            (last == long.MinValue || time.GetElapsedTime(last, now) >= s_interval)
            && Interlocked.CompareExchange(ref _lastWarning, now, last) == last
        )
        {
            Interlocked.Add(ref _unwarned, -count);
            logger.Unroutable(messageType, exchange, routingKey, count);
        }
    }
}
