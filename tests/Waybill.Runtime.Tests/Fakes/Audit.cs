namespace Waybill.Runtime.Tests.Fakes;

/// <summary>A message with nothing but a number, by hand.</summary>
internal sealed record Audit(ulong Id) : IMessage<Audit>
{
    private static readonly MessageDescriptor s_descriptor = new()
    {
        Name = "Tests.Audit",
        Exchange = TestTopology.Ticks,
        Durability = Durability.Buffered,
    };

    static MessageDescriptor IMessage<Audit>.Descriptor => s_descriptor;

    static int IMessage<Audit>.GetSizeBound(Audit message, int depth) => 10;

    static void IMessage<Audit>.Write(ref ProtoWriter writer, Audit message) => writer.WriteVarint(message.Id);

    static Audit IMessage<Audit>.Read(ref ProtoReader reader) => new(reader.ReadVarint());

    static int IMessage<Audit>.WriteRoutingKey(Audit message, Span<byte> destination) => 0;
}
