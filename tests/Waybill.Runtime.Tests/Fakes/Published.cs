using System.Text;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Fakes;

/// <summary>A copy of what reached the transport.</summary>
internal sealed class Published(in OutgoingMessage message, string target)
{
    public string Target { get; } = target;

    public bool ToQueue { get; } = message.Target.IsQueue;

    public string Type { get; } = message.Type.Name;

    public Guid Id { get; } = message.Id;

    public long Timestamp { get; } = message.TimestampMilliseconds;

    public Durability Durability { get; } = message.Durability;

    public string RoutingKey { get; } = Encoding.UTF8.GetString(message.RoutingKey);

    public byte[] Body { get; } = message.Body.ToArray();

    public IReadOnlyDictionary<string, string>? Headers { get; } = message.Headers;

    public ProducerHandle? Producer { get; } = message.Producer;

    public long Sequence { get; } = message.Sequence;
}
