namespace Waybill.Broker.Core;

/// <summary>How far a producer's messages are durable.</summary>
/// <param name="Sequence">The highest sequence number; -1 for none.</param>
/// <param name="Position">The record that carried it; 0 for none.</param>
internal readonly record struct ProducerState(long Sequence, long Position)
{
    public static ProducerState None => new(-1, 0);
}
