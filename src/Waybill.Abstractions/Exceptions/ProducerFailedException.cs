namespace Waybill;

/// <summary>
/// A publish of a producer was not stored because one with the same or a lower number had failed before: stored, it would make that one count as stored, too. Dispose of the
/// producer, open it anew and go on behind its watermark; with the same producer it fails again.
/// </summary>
public sealed class ProducerFailedException : WaybillException
{
    /// <summary>Names the producer and both numbers.</summary>
    public ProducerFailedException(string producer, long failedSequence, long sequence)
        : base(
            $"Producer '{producer}': number {sequence} was not stored, because the publish of number {failedSequence} has failed or was given up, and the watermark stands for all "
                + "before it. Dispose of the producer, open it anew, and go on behind its watermark."
        )
    {
        Producer = producer;
        FailedSequence = failedSequence;
        Sequence = sequence;
    }

    /// <summary>The producer's name.</summary>
    public string Producer { get; }

    /// <summary>The lowest number that is known to have failed.</summary>
    public long FailedSequence { get; }

    /// <summary>The number that was not stored for that reason.</summary>
    public long Sequence { get; }
}
