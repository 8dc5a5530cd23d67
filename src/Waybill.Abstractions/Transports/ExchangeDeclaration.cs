namespace Waybill.Transports;

/// <summary>An exchange.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">How it chooses queues.</param>
/// <param name="Durable">Whether messages that name no durability are flushed.</param>
public sealed record ExchangeDeclaration(string Name, ExchangeType Type, bool Durable);
