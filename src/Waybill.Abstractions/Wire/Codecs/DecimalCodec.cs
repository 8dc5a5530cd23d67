using System.ComponentModel;
using System.Runtime.CompilerServices;

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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsDefault(decimal value) => Unsafe.BitCast<decimal, UInt128>(value) == UInt128.Zero;

    /// <inheritdoc />
    public static int GetSizeBound(decimal value) => 20;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref ProtoWriter writer, decimal value) =>
        writer.Position = Write(writer.Destination, writer.Position, Unsafe.BitCast<decimal, Parts>(value));

    /// <inheritdoc />
    public static decimal Read(ref ProtoReader reader)
    {
        var start = reader.Position;
        ulong low = 0;
        uint high = 0,
            signScale = 0;
        var fields = reader.Enter();
        while (fields.TryReadInnerTag(out var tag))
        {
            switch (tag)
            {
                case LowTag:
                    low = fields.ReadVarint();
                    break;
                case HighTag:
                    high = fields.Read<UInt32Codec, uint>();
                    break;
                case SignScaleTag:
                    signScale = fields.Read<UInt32Codec, uint>();
                    break;
                default:
                    fields.Skip(tag);
                    break;
            }
        }

        return signScale >> 1 <= MaxScale
            ? Unsafe.BitCast<Parts, decimal>(new Parts(signScale, high, low))
            : throw reader.Error($"A decimal's scale is at most {MaxScale}, not {signScale >> 1}", start);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Write(Span<byte> destination, int position, Parts parts)
    {
        var writer = new ProtoWriter(destination, position, 0);
        var start = writer.BeginLength(0);
        writer.Write<UInt64Codec, ulong>(LowTag, parts.Low);
        writer.Write<UInt32Codec, uint>(HighTag, parts.High);
        writer.Write<UInt32Codec, uint>(SignScaleTag, parts.SignScale);
        writer.EndLength(start, 0);
        return writer.Position;
    }

    /// <summary>
    /// A decimal as it lies in memory. That is the layout of the OLE type DECIMAL, which .NET promises to hand to native code as it is: flags, high and low;
    /// decimal.GetBits copies the same words, one by one.
    /// </summary>
    private readonly struct Parts
    {
        // The scale in the third byte, the sign in the topmost bit.
        private readonly uint _flags;

        public Parts(uint signScale, uint high, ulong low)
        {
            _flags = (signScale >> 1 << 16) | (signScale << 31);
            High = high;
            Low = low;
        }

        public uint High { get; }

        public ulong Low { get; }

        public uint SignScale => ((_flags >> 16 & 0xFF) << 1) | (_flags >> 31);
    }
}
