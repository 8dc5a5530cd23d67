namespace Waybill;

/// <summary>A mandatory message that no queue receives. Nothing was stored.</summary>
public sealed class UnroutableMessageException : WaybillException
{
    /// <summary>Names the message type, the exchange and the key.</summary>
    public UnroutableMessageException(string messageType, string exchange, string routingKey)
        : base(
            $"No queue receives {messageType}, published to exchange '{exchange}' with routing key '{routingKey}'. "
                + "Bind a queue to it, or publish without Mandatory."
        )
    {
        MessageType = messageType;
        Exchange = exchange;
        RoutingKey = routingKey;
    }

    /// <summary>The message type's name on the wire.</summary>
    public string MessageType { get; }

    /// <summary>The exchange, or the empty string for a message sent to a queue.</summary>
    public string Exchange { get; }

    /// <summary>The routing key.</summary>
    public string RoutingKey { get; }
}
