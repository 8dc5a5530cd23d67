namespace Waybill;

/// <summary>What a confirmed publish came to.</summary>
/// <param name="Position">The message's position in the journal; 0 when it is in none (<see cref="Durability.Memory"/>, unroutable, or held in an outbox).</param>
/// <param name="Durability">How durable the message is now; in a delivery, how durable it will be with the settlement.</param>
/// <param name="Destinations">How many queues received it; 0 means that it was unroutable and is stored nowhere, or that it is a duplicate, of which the producer does not know it.</param>
/// <param name="Duplicate">True when the message had been stored before and was not stored again.</param>
public readonly record struct PublishReceipt(long Position, Durability Durability, int Destinations, bool Duplicate);
