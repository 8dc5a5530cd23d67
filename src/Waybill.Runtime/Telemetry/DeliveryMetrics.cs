using System.Diagnostics.Metrics;
using Waybill.Transports;

namespace Waybill.Runtime.Telemetry;

/// <summary>Counters of settled deliveries, by queue and message type. Thread-safe.</summary>
internal sealed class DeliveryMetrics(Meter meter)
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Waybill";

    private const string QueueTag = "messaging.destination.name";
    private const string TypeTag = "waybill.message.type";

    private readonly Counter<long> _handled = meter.CreateCounter<long>(
        "waybill.deliveries.handled",
        "{message}",
        "Messages completed by a call."
    );
    private readonly Counter<long> _failed = meter.CreateCounter<long>("waybill.deliveries.failed", "{attempt}", "Attempts that failed.");
    private readonly Counter<long> _retried = meter.CreateCounter<long>(
        "waybill.deliveries.retried",
        "{attempt}",
        "Failed attempts whose message is tried again."
    );
    private readonly Counter<long> _deadLettered = meter.CreateCounter<long>(
        "waybill.deliveries.dead_lettered",
        "{message}",
        "Messages that went to the dead-letter queue."
    );
    private readonly Counter<long> _discarded = meter.CreateCounter<long>(
        "waybill.deliveries.discarded",
        "{message}",
        "Messages that failed for good and were dropped."
    );
    private readonly Counter<long> _duplicates = meter.CreateCounter<long>(
        "waybill.deliveries.duplicates",
        "{message}",
        "Messages completed without a call, because their inbox key had been claimed."
    );

    /// <summary>Counts an outcome that is stored.</summary>
    public void Settled(string queue, string messageType, OutcomeKind kind)
    {
        switch (kind)
        {
            case OutcomeKind.Complete:
                Count(_handled, queue, messageType);
                break;
            case OutcomeKind.CompleteDuplicate:
                Count(_duplicates, queue, messageType);
                break;
            case OutcomeKind.Retry:
                Count(_failed, queue, messageType);
                Count(_retried, queue, messageType);
                break;
            case OutcomeKind.DeadLetter:
                Count(_failed, queue, messageType);
                Count(_deadLettered, queue, messageType);
                break;
            case OutcomeKind.Discard:
                Count(_failed, queue, messageType);
                Count(_discarded, queue, messageType);
                break;
        }
    }

    private static void Count(Counter<long> counter, string queue, string messageType) =>
        counter.Add(1, new KeyValuePair<string, object?>(QueueTag, queue), new KeyValuePair<string, object?>(TypeTag, messageType));
}
