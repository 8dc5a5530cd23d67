using Google.Protobuf;

namespace Waybill.Benchmarks.Serialization;

/// <summary>What protoc's classes are written with, and how the same payload gets into them.</summary>
internal static class GoogleCalls
{
    public static void Serialize<T>(T message, ReusedBuffer buffer)
        where T : Google.Protobuf.IMessage
    {
        var size = message.CalculateSize();
        message.WriteTo(buffer.GetSpan(size)[..size]);
        buffer.Advance(size);
    }

    /// <summary>The payload as protoc's class: read from what Waybill wrote, and proven by Waybill to hold all of it.</summary>
    public static TProto Convert<TProto, TMessage>(MessageParser<TProto> parser, TMessage message)
        where TProto : Google.Protobuf.IMessage<TProto>
        where TMessage : IMessage<TMessage>
    {
        // A field that the .proto does not know is dropped, and then it is missed below.
        var converted = parser.WithDiscardUnknownFields(true).ParseFrom(WaybillCalls.ToArray(message));
        return message.Equals(ProtoReader.Decode<TMessage>(converted.ToByteArray()))
            ? converted
            : throw new InvalidOperationException($"{typeof(TProto)} does not hold all of {typeof(TMessage)}.");
    }
}
