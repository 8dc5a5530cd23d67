using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>Guid</c> as 16 <c>bytes</c> in RFC 9562 order.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GuidCodec : IWireCodec<Guid>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.LengthDelimited;

    /// <inheritdoc />
    public static bool IsPackable => false;

    /// <inheritdoc />
    public static bool IsDefault(Guid value) => value == Guid.Empty;

    /// <inheritdoc />
    public static int GetSizeBound(Guid value, int depth) => 17;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        writer.WriteBytes(bytes);
    }

    /// <inheritdoc />
    public static Guid Read(ref ProtoReader reader)
    {
        var start = reader.Position;
        var bytes = reader.ReadBytes();
        return bytes.Length == 16 ? new Guid(bytes, bigEndian: true) : throw NoGuid(bytes.Length, start, reader.Tag);
    }

    private static MessageFormatException NoGuid(int length, int position, uint tag) =>
        ProtoReader.Failure($"A Guid has 16 bytes, not {length}", position, tag);
}
