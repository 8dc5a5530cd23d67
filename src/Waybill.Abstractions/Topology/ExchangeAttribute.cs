namespace Waybill;

/// <summary>Declares the exchange that a string constant names.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ExchangeAttribute(ExchangeType type) : Attribute
{
    /// <summary>How the exchange chooses queues.</summary>
    public ExchangeType Type { get; } = type;

    /// <summary>True (default): messages that name no durability of their own are flushed. False: they live in memory only.</summary>
    public bool Durable { get; set; } = true;

    /// <summary>What messages published to it are written in. Default Protobuf.</summary>
    public MessageFormat Format { get; set; }
}
