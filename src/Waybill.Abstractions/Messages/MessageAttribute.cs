namespace Waybill;

/// <summary>
/// Makes a type a message: the generator writes its Protobuf serializer, its routing key and its schema. The type is a sealed partial class or
/// record, or a partial struct.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class MessageAttribute : Attribute
{
    /// <summary>A message without an exchange: nested in other messages, or sent to a queue by name.</summary>
    public MessageAttribute() { }

    /// <summary>A message published to an exchange that needs no routing key (fanout, headers).</summary>
    /// <param name="exchange">The exchange's name: a constant annotated with <see cref="ExchangeAttribute"/>.</param>
    public MessageAttribute(string exchange) => Exchange = exchange;

    /// <summary>A message published to an exchange under a routing key.</summary>
    /// <param name="exchange">The exchange's name: a constant annotated with <see cref="ExchangeAttribute"/>.</param>
    /// <param name="routingKey">The key's template: literal words and <c>{Property}</c> words, split by dots.</param>
    public MessageAttribute(string exchange, string routingKey)
    {
        Exchange = exchange;
        RoutingKey = routingKey;
    }

    /// <summary>The exchange's name.</summary>
    public string? Exchange { get; }

    /// <summary>The routing key's template.</summary>
    public string? RoutingKey { get; }

    /// <summary>The type's identity on the wire; by default the full type name. Set it before renaming a type that is in use.</summary>
    public string? Name { get; set; }

    /// <summary>How durable a publish must be before it is confirmed. Not set: as the exchange says.</summary>
    public Durability Durability { get; set; } = Durability.Flushed;

    /// <summary>True: publishing throws <see cref="UnroutableMessageException"/> when no queue receives the message. Default false: the receipt says so.</summary>
    public bool Mandatory { get; set; }
}
