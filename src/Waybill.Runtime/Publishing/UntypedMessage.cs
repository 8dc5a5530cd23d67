namespace Waybill.Runtime.Publishing;

/// <summary>A message of any type, as handlers return them in sequences.</summary>
internal readonly struct UntypedMessage(IMessage message) : IEncodable
{
    public MessageDescriptor Descriptor => message.GetDescriptor();

    public int GetSizeBound() => message.GetSizeBound();

    public void Write(ref ProtoWriter writer) => message.WriteTo(ref writer);

    public void WriteJson(ref JsonMessageWriter writer) =>
        (message.GetJson() ?? throw MessageContent.NoJson(Descriptor)).Write(ref writer, message);

    public int WriteRoutingKey(Span<byte> destination) => message.WriteRoutingKey(destination);
}
