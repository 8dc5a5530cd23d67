namespace Waybill.Runtime.Tests.Fakes;

/// <summary>A message with nothing but a number, by hand.</summary>
internal sealed record Tick(ulong Id) : IMessage<Tick>
{
    private static readonly MessageDescriptor s_descriptor = new() { Name = "Tests.Tick", Exchange = TestTopology.Ticks };

    static MessageDescriptor IMessage<Tick>.Descriptor => s_descriptor;

    static int IMessage<Tick>.GetSizeBound(Tick message, int depth) => 10;

    static void IMessage<Tick>.Write(ref ProtoWriter writer, Tick message) => writer.WriteVarint(message.Id);

    static Tick IMessage<Tick>.Read(ref ProtoReader reader) => new(reader.ReadVarint());

    static int IMessage<Tick>.WriteRoutingKey(Tick message, Span<byte> destination) => 0;
}
