namespace Waybill.Transports;

/// <summary>An exchange.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">How it chooses queues.</param>
/// <param name="Durable">Whether messages that name no durability are flushed.</param>
public sealed record ExchangeDeclaration(string Name, ExchangeType Type, bool Durable)
{
    /// <summary>What the runtime writes messages in that are published to it; a transport takes bytes as they are.</summary>
    public MessageFormat Format { get; init; }
}
