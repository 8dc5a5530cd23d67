namespace Waybill.Runtime.Tests.Fakes;

/// <summary>A message that publishes another while it is being written.</summary>
internal sealed class Echo(ulong id, Action onWrite) : IMessage<Echo>
{
    private static readonly MessageDescriptor s_descriptor = new() { Name = "Tests.Echo", Exchange = TestTopology.Ticks };

    private ulong Id
    {
        get
        {
            onWrite();
            return id;
        }
    }

    static MessageDescriptor IMessage<Echo>.Descriptor => s_descriptor;

    static int IMessage<Echo>.GetSizeBound(Echo message, int depth) => 20;

    static void IMessage<Echo>.Write(ref ProtoWriter writer, Echo message)
    {
        writer.WriteVarint(1);
        writer.WriteVarint(message.Id);
    }

    static Echo IMessage<Echo>.Read(ref ProtoReader reader) => throw new NotSupportedException();

    static int IMessage<Echo>.WriteRoutingKey(Echo message, Span<byte> destination) => 0;
}
