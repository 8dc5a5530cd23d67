namespace Waybill.Abstractions.Tests.Wire;

/// <summary>A message that knows no field, as the generator would write it.</summary>
internal sealed class WithoutFields : IMessage<WithoutFields>
{
    static MessageDescriptor IMessage<WithoutFields>.Descriptor { get; } = new() { Name = "WithoutFields" };

    static int IMessage<WithoutFields>.GetSizeBound(WithoutFields message, int depth) => 0;

    static void IMessage<WithoutFields>.Write(ref ProtoWriter writer, WithoutFields message) { }

    static WithoutFields IMessage<WithoutFields>.Read(ref ProtoReader reader)
    {
        while (reader.TryReadTag(out var tag))
        {
            reader.SkipUnknown<WithoutFields>(tag);
        }

        return new WithoutFields();
    }

    static int IMessage<WithoutFields>.WriteRoutingKey(WithoutFields message, Span<byte> destination) => 0;
}
