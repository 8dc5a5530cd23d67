namespace Waybill.Runtime.Tests.Fakes;

/// <summary>A message with nothing but a number, by hand.</summary>
internal sealed record Command(ulong Id) : IMessage<Command>
{
    private static readonly MessageDescriptor s_descriptor = new() { Name = "Tests.Command" };

    static MessageDescriptor IMessage<Command>.Descriptor => s_descriptor;

    static int IMessage<Command>.GetSizeBound(Command message, int depth) => 10;

    static void IMessage<Command>.Write(ref ProtoWriter writer, Command message) => writer.WriteVarint(message.Id);

    static Command IMessage<Command>.Read(ref ProtoReader reader) => new(reader.ReadVarint());

    static int IMessage<Command>.WriteRoutingKey(Command message, Span<byte> destination) => 0;
}
