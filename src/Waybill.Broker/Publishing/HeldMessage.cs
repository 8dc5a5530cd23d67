using Waybill.Broker.Records;
using Waybill.Transports;

namespace Waybill.Broker.Publishing;

/// <summary>A copy of an outgoing message, for a publish that has to wait.</summary>
internal sealed class HeldMessage(in OutgoingMessage message)
{
    private readonly PublishTarget _target = message.Target;
    private readonly MessageDescriptor _type = message.Type;
    private readonly Guid _id = message.Id;
    private readonly long _timestamp = message.TimestampMilliseconds;
    private readonly Durability _durability = message.Durability;
    private readonly byte[] _routingKey = message.RoutingKey.ToArray();
    private readonly byte[] _body = message.Body.ToArray();
    private readonly IReadOnlyDictionary<string, string> _headers = MessageHeaders.Copy(message.Headers);
    private readonly ProducerHandle? _producer = message.Producer;
    private readonly long _sequence = message.Sequence;

    public OutgoingMessage Message =>
        new()
        {
            Target = _target,
            Type = _type,
            Id = _id,
            TimestampMilliseconds = _timestamp,
            Durability = _durability,
            RoutingKey = _routingKey,
            Body = _body,
            Headers = _headers,
            Producer = _producer,
            Sequence = _sequence,
        };
}
