using System.Text;
using Waybill.Broker.Records;
using Waybill.Transports;

namespace Waybill.Broker.Handover;

/// <summary>The record of a message that was handed over and has to be kept after all.</summary>
internal static class HandoverRecord
{
    public static byte[] Encode(Delivery delivery, int type, int queue)
    {
        var headers = EncodeHeaders(delivery.Headers);
        var message = new MessageView
        {
            Durability = delivery.Durability,
            Id = delivery.MessageId,
            TimestampMilliseconds = delivery.PublishedAt.ToUnixTimeMilliseconds(),
            Schema = delivery.Schema,
            Type = type,
            RoutingKey = Encoding.UTF8.GetBytes(delivery.RoutingKey),
            DestinationCount = 0,
            DestinationBytes = default,
            HeaderCount = delivery.Headers.Count,
            HeaderBytes = headers,
            Producer = 0,
            Sequence = -1,
            Body = delivery.Body.Span,
        };
        var record = new byte[1 + MessageCodec.CopyBound(message)];
        var writer = new RecordWriter(record);
        writer.WriteByte(RecordType.Version);
        MessageCodec.WriteCopy(ref writer, message, queue);
        return record[..writer.Length];
    }

    private static byte[] EncodeHeaders(IReadOnlyDictionary<string, string> headers)
    {
        if (headers.Count == 0)
        {
            return [];
        }

        var bytes = new byte[headers.Sum(header => RecordWriter.TextBound(header.Key) + RecordWriter.TextBound(header.Value))];
        var writer = new RecordWriter(bytes);
        foreach (var (name, value) in headers)
        {
            writer.WriteText(name);
            writer.WriteText(value);
        }

        return bytes[..writer.Length];
    }
}
