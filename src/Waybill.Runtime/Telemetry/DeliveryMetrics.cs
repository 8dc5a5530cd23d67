using System.Diagnostics.Metrics;
using Waybill.Telemetry;
using Waybill.Transports;

namespace Waybill.Runtime.Telemetry;

/// <summary>
/// Counters of settled deliveries, by queue and message type; made with the first of them, which a start need not wait for. Never throws. Thread-safe.
/// </summary>
internal sealed class DeliveryMetrics(Func<Meter> meter)
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Waybill";

    private const string QueueTag = "messaging.destination.name";
    private const string TypeTag = "waybill.message.type";

    private readonly Lazy<Instruments> _instruments = new(() => new Instruments(Make(meter)));

    /// <summary>Counts an outcome that is stored.</summary>
    public void Settled(string queue, string messageType, OutcomeKind kind)
    {
        if (kind == OutcomeKind.Release)
        {
            return;
        }

        var instruments = _instruments.Value;
        switch (kind)
        {
            case OutcomeKind.Complete:
                Count(instruments.Handled, queue, messageType);
                break;
            case OutcomeKind.CompleteDuplicate:
                Count(instruments.Duplicates, queue, messageType);
                break;
            case OutcomeKind.Retry:
                Count(instruments.Failed, queue, messageType);
                Count(instruments.Retried, queue, messageType);
                break;
            case OutcomeKind.DeadLetter:
                Count(instruments.Failed, queue, messageType);
                Count(instruments.DeadLettered, queue, messageType);
                break;
            case OutcomeKind.Discard:
                Count(instruments.Failed, queue, messageType);
                Count(instruments.Discarded, queue, messageType);
                break;
        }
    }

    // A container that is being disposed of makes none any more.
    private static Meter Make(Func<Meter> meter)
    {
        try
        {
            return meter();
        }
#pragma warning disable CA1031 // Foreign code, where an outcome is answered.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new Meter(MeterName);
        }
    }

    private static void Count(GuardedCounter counter, string queue, string messageType) =>
        counter.Increment(new KeyValuePair<string, object?>(QueueTag, queue), new KeyValuePair<string, object?>(TypeTag, messageType));

    private sealed class Instruments(Meter meter)
    {
        public readonly GuardedCounter Handled = new(meter, "waybill.deliveries.handled", "{message}", "Messages completed by a call.");
        public readonly GuardedCounter Failed = new(meter, "waybill.deliveries.failed", "{attempt}", "Attempts that failed.");
        public readonly GuardedCounter Retried = new(
            meter,
            "waybill.deliveries.retried",
            "{attempt}",
            "Failed attempts whose message is tried again."
        );
        public readonly GuardedCounter DeadLettered = new(
            meter,
            "waybill.deliveries.dead_lettered",
            "{message}",
            "Messages that went to the dead-letter queue."
        );
        public readonly GuardedCounter Discarded = new(
            meter,
            "waybill.deliveries.discarded",
            "{message}",
            "Messages that failed for good and were dropped."
        );
        public readonly GuardedCounter Duplicates = new(
            meter,
            "waybill.deliveries.duplicates",
            "{message}",
            "Messages completed without a call, because their inbox key had been claimed."
        );
    }
}
