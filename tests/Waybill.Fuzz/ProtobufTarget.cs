using Waybill.Messages.Tests.Support;

namespace Waybill.Fuzz;

/// <summary>A message type's Protobuf.</summary>
internal sealed class ProtobufTarget(IMessageShape shape) : ReaderTarget
{
    public override string Name => shape.Name;

    public override bool IsBounded => false;

    public override bool IsPath(string path) => path.Split('.')[0] == shape.Name;

    public override IReadOnlyList<byte[]> Originals(int count) =>
        [.. Enumerable.Range(0, count).Select(seed => shape.Encode(shape.Create(seed)))];

    public override byte[] Encode(object message) => shape.Encode(message);

    public override object Decode(ReadOnlySpan<byte> bytes) => shape.Decode(bytes);

    public override byte[] Damage(byte[] bytes, byte[] other, Random random) => Mutation.Of(bytes, other, random);

    public override string? Objection(ReadOnlySpan<byte> bytes) => null;

    public override bool IsUnspeakable(Exception exception) => false;
}
