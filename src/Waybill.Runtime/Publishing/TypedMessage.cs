namespace Waybill.Runtime.Publishing;

/// <summary>A message whose type is known where it is published.</summary>
internal readonly struct TypedMessage<T>(T message) : IEncodable
    where T : IMessage<T>
{
    public MessageDescriptor Descriptor => T.Descriptor;

    public int GetSizeBound() => T.GetSizeBound(message);

    public void Write(ref ProtoWriter writer) => T.Write(ref writer, message);

    public void WriteJson(ref JsonMessageWriter writer) => (T.Json ?? throw MessageContent.NoJson(T.Descriptor)).Write(ref writer, message);

    public int WriteRoutingKey(Span<byte> destination) => T.WriteRoutingKey(message, destination);
}
