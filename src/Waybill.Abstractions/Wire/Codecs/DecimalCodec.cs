using System.ComponentModel;

namespace Waybill.Generated;

/// <summary><c>decimal</c> as a message {uint64 low = 1, uint32 high = 2, uint32 sign_scale = 3}: the scale is kept, so 0.00 is not the default. <c>sign_scale</c> is the scale doubled, plus 1 for a negative number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DecimalCodec : IWireCodec<decimal>
{
    private const uint LowTag = (1 << 3) | WireTags.Varint;
    private const uint HighTag = (2 << 3) | WireTags.Varint;
    private const uint SignScaleTag = (3 << 3) | WireTags.Varint;
    private const uint MaxScale = 28;

    /// <inheritdoc />
    public static uint WireType => WireTags.LengthDelimited;

    /// <inheritdoc />
    public static bool IsPackable => false;

    /// <inheritdoc />
    public static bool IsDefault(decimal value) => IsZeroWithoutScale(value);

    /// <inheritdoc />
    public static int GetSizeBound(decimal value) => 20;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var start = writer.BeginLength(0);
        writer.Write<UInt64Codec, ulong>(LowTag, (uint)bits[0] | ((ulong)(uint)bits[1] << 32));
        writer.Write<UInt32Codec, uint>(HighTag, (uint)bits[2]);
        writer.Write<UInt32Codec, uint>(SignScaleTag, ((uint)bits[3] >> 16 & 0xFF) << 1 | (uint)bits[3] >> 31);
        writer.EndLength(start, 0);
    }

    /// <inheritdoc />
    public static decimal Read(ref ProtoReader reader)
    {
        var start = reader.Position;
        ulong low = 0;
        uint high = 0,
            signScale = 0;
        var scope = reader.Enter();
        while (reader.TryReadInnerTag(out var tag))
        {
            switch (tag)
            {
                case LowTag:
                    low = reader.ReadVarint();
                    break;
                case HighTag:
                    high = UInt32Codec.Read(ref reader);
                    break;
                case SignScaleTag:
                    signScale = UInt32Codec.Read(ref reader);
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        reader.Leave(scope);
        return signScale >> 1 <= MaxScale
            ? new decimal((int)low, (int)(low >> 32), (int)high, (signScale & 1) != 0, (byte)(signScale >> 1))
            : throw reader.Error($"A decimal's scale is at most {MaxScale}, not {signScale >> 1}", start);
    }

    private static bool IsZeroWithoutScale(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        return (bits[0] | bits[1] | bits[2] | bits[3]) == 0;
    }
}
