namespace Waybill.Transports;

/// <summary>A producer that a transport opened. The transport derives from it; disposing it closes the producer, so that its name can be opened again.</summary>
public abstract class ProducerHandle : IDisposable
{
    /// <summary>The highest durable sequence number when the producer was opened; -1 for none.</summary>
    public abstract long Watermark { get; }

    /// <summary>The position of the message that carried the watermark; 0 for none.</summary>
    public abstract long WatermarkPosition { get; }

    /// <summary>
    /// The lowest number whose publish is known to have failed; null for none. The transport stores neither it nor a greater one for this handle any more. Known before the
    /// publisher hears of the failure, but for what failed since the whole transport has stopped; read from any thread.
    /// </summary>
    public abstract long? FailedSequence { get; }

    /// <inheritdoc />
    public abstract void Dispose();
}
