namespace Waybill.Runtime.Tests.Fakes;

/// <summary>A message with nothing but a number, by hand.</summary>
internal sealed record Strayed(ulong Id) : IMessage<Strayed>
{
    private static readonly MessageDescriptor s_descriptor = new() { Name = "Tests.Strayed", Exchange = "nowhere" };

    static MessageDescriptor IMessage<Strayed>.Descriptor => s_descriptor;

    static int IMessage<Strayed>.GetSizeBound(Strayed message, int depth) => 10;

    static void IMessage<Strayed>.Write(ref ProtoWriter writer, Strayed message) => writer.WriteVarint(message.Id);

    static Strayed IMessage<Strayed>.Read(ref ProtoReader reader) => new(reader.ReadVarint());

    static int IMessage<Strayed>.WriteRoutingKey(Strayed message, Span<byte> destination) => 0;
}
