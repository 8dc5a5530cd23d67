using System.Text;
using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Transports;

namespace Waybill.Broker.Receiving;

/// <summary>Makes a delivery of a lease: copies the body out of its record into a pooled buffer. For one thread.</summary>
internal sealed class DeliveryLoader(RecordStore records, SymbolTable symbols)
{
    private string _lastKey = "";

    public (Delivery Delivery, byte[] Buffer) Load(Lease lease, EmbeddedReceiver receiver)
    {
        var entry = lease.Entry;
        var message = records.Message(entry.Message);
        var buffer = receiver.RentBody(message.Body.Length);
        message.Body.CopyTo(buffer);
        var delivery = new Delivery
        {
            Token = lease.Token,
            MessageId = message.Id,
            MessageType = symbols.TextOf(message.Type),
            Schema = message.Schema,
            RoutingKey = KeyOf(message.RoutingKey),
            Body = buffer.AsMemory(0, message.Body.Length),
            PublishedAt = DateTimeOffset.FromUnixTimeMilliseconds(message.TimestampMilliseconds),
            Failed = entry.Failed,
            Acquired = entry.Acquired,
            Durability = message.Durability,
            Headers = message.ReadHeaders(),
        };
        return (delivery, buffer);
    }

    // Mostly the last one again.
    private string KeyOf(ReadOnlySpan<byte> key) => Ascii.Equals(key, _lastKey) ? _lastKey : _lastKey = Encoding.UTF8.GetString(key);
}
