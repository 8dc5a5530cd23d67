namespace Waybill.Runtime.Tests.Fakes;

/// <summary>A message as generated code makes it, by hand.</summary>
internal sealed record OrderPlaced(ulong Id, string Region = "us") : IMessage<OrderPlaced>
{
    private static readonly MessageDescriptor s_descriptor = new()
    {
        Name = "Tests.OrderPlaced",
        Exchange = TestTopology.Orders,
        RoutingKey = "order.{Region}.placed",
    };

    public static MessageDescriptor Type => s_descriptor;

    /// <summary>The id that cannot be read back.</summary>
    public const ulong Unreadable = 13;

    static MessageDescriptor IMessage<OrderPlaced>.Descriptor => s_descriptor;

    static int IMessage<OrderPlaced>.GetSizeBound(OrderPlaced message, int depth) => 20 + (message.Region.Length * 3);

    static void IMessage<OrderPlaced>.Write(ref ProtoWriter writer, OrderPlaced message)
    {
        writer.WriteVarint(message.Id);
        writer.WriteVarint((ulong)message.Region.Length);
        foreach (var letter in message.Region)
        {
            writer.WriteVarint(letter);
        }
    }

    static OrderPlaced IMessage<OrderPlaced>.Read(ref ProtoReader reader)
    {
        var id = reader.ReadVarint();
        if (id == Unreadable)
        {
            throw new MessageFormatException("An unlucky number", reader.Position, "OrderPlaced.Id");
        }

        var region = new char[reader.ReadVarint()];
        for (var i = 0; i < region.Length; i++)
        {
            region[i] = (char)reader.ReadVarint();
        }

        return new OrderPlaced(id, new string(region));
    }

    static int IMessage<OrderPlaced>.WriteRoutingKey(OrderPlaced message, Span<byte> destination)
    {
        var writer = new RoutingKeyWriter(destination);
        writer.WriteLiteral("order."u8);
        writer.WriteWord(message.Region, nameof(Region));
        writer.WriteLiteral(".placed"u8);
        return writer.Length;
    }
}
