namespace Waybill;

/// <summary>
/// A publish of a producer was not stored because one with a lower or the same number had failed before: stored, it would make that one count as stored, too. Dispose of the
/// producer, open it anew and go on behind its watermark; with the same producer it fails again.
/// </summary>
public sealed class ProducerFailedException : WaybillException
{
    /// <summary>Names the producer and both numbers.</summary>
    public ProducerFailedException(string producer, long failed, long sequence)
        : base(
            $"Producer '{producer}': number {sequence} was not stored, because number {failed} had failed or was passed over after it was refused, and the watermark stands for "
                + "all before it. Dispose of the producer, open it anew, and go on behind its watermark."
        )
    {
        Producer = producer;
        Failed = failed;
    }

    /// <summary>The producer's name.</summary>
    public string Producer { get; }

    /// <summary>The lowest number that failed.</summary>
    public long Failed { get; }
}
