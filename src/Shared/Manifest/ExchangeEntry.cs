namespace Waybill.Manifests;

/// <summary>A declared exchange.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">How it chooses queues.</param>
/// <param name="Durable">Whether messages that name no durability are flushed.</param>
/// <param name="Ephemeral">Why losing its messages is acceptable; null when nobody said so.</param>
internal sealed record ExchangeEntry(string Name, ExchangeType Type, bool Durable, string? Ephemeral)
{
    /// <summary>What messages published to it are written in.</summary>
    public MessageFormat Format { get; init; }
}
