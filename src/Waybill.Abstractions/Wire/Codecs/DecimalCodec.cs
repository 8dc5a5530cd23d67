using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Waybill.Generated;

/// <summary><c>decimal</c> as a message {uint64 low = 1, uint32 high = 2, uint32 sign_scale = 3}: the scale is kept, so 0.00 is not the default. <c>sign_scale</c> is the scale doubled, plus 1 for a negative number.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DecimalCodec : IWireCodec<decimal>
{
    private const uint LowTag = (1 << 3) | WireTags.Varint;
    private const uint HighTag = (2 << 3) | WireTags.Varint;
    private const uint SignScaleTag = (3 << 3) | WireTags.Varint;
    private const uint MaxScale = 28;

    private const int ScaleShift = 16;
    private const int SignShift = 31;

    // A length, three tags and their varints: of 64, 32 and 6 bits.
    private const int Bound = 1 + 3 + 10 + 5 + 1;

    /// <inheritdoc />
    public static uint WireType => WireTags.LengthDelimited;

    /// <inheritdoc />
    public static bool IsPackable => false;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsDefault(decimal value) => Unsafe.BitCast<decimal, UInt128>(value) == UInt128.Zero;

    /// <inheritdoc />
    public static int GetSizeBound(decimal value, int depth) => Bound;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref ProtoWriter writer, decimal value) =>
        writer.Position = Write(writer.Destination, writer.Position, Unsafe.BitCast<decimal, Parts>(value));

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static decimal Read(ref ProtoReader reader)
    {
        var start = reader.Position;
        var fields = reader.Enter();
        return fields.TryReadWord(out var word, out var length) && TryReadShort(word, length) is { } value
            ? value
            : ReadAny(fields, start, reader.Tag);
    }

    /// <summary>What <see cref="Write(Span{byte}, int, Parts)"/> makes of most decimals, in one word: digits, and a scale.</summary>
    /// <returns>Null for any other.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static decimal? TryReadShort(ulong word, int length)
    {
        var digits = length - 3;
        if (digits <= 0)
        {
            return null;
        }

        var varint = (word >> 8) & (ulong.MaxValue >> (8 * (sizeof(ulong) - digits)));
        var end = word >> (8 * (digits + 1));
        var signScale = (uint)end >> 8;
        return
            (byte)word == LowTag
            && (varint & VarintWord.Continuations) == VarintWord.Continued(digits)
            && (byte)end == SignScaleTag
            && signScale >> 1 <= MaxScale
            ? Make(VarintWord.Fold(varint), 0, signScale)
            : null;
    }

    private static decimal Make(ulong low, uint high, uint signScale) =>
        Unsafe.BitCast<Parts, decimal>(new Parts((signScale >> 1 << ScaleShift) | (signScale << SignShift), high, low));

    private static decimal ReadAny(ProtoReader fields, int start, uint field)
    {
        var inOrder = fields;
        var low = inOrder.TryInnerTag(LowTag) ? inOrder.ReadVarint() : 0;
        var high = inOrder.TryInnerTag(HighTag) ? (uint)inOrder.ReadUnsigned(uint.MaxValue) : 0;
        var signScale = inOrder.TryInnerTag(SignScaleTag) ? (uint)inOrder.ReadUnsigned(uint.MaxValue) : 0;
        if (!inOrder.IsAtEnd)
        {
            (low, high, signScale) = ReadAnyOrder(fields);
        }

        var scale = signScale >> 1;
        return scale <= MaxScale ? Make(low, high, signScale) : throw ScaleTooGreat(start, field);
    }

    private static (ulong Low, uint High, uint SignScale) ReadAnyOrder(ProtoReader fields)
    {
        ulong low = 0;
        uint high = 0,
            signScale = 0;
        while (fields.TryReadInnerTag(out var tag))
        {
            switch (tag)
            {
                case LowTag:
                    low = fields.ReadVarint();
                    break;
                case HighTag:
                    high = (uint)fields.ReadUnsigned(uint.MaxValue);
                    break;
                case SignScaleTag:
                    signScale = (uint)fields.ReadUnsigned(uint.MaxValue);
                    break;
                default:
                    fields.SkipInner(tag, isKnown: tag >> 3 <= 3);
                    break;
            }
        }

        return (low, high, signScale);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Write(Span<byte> destination, int position, Parts parts)
    {
        if (parts.High == 0 && parts.Low - 1 < VarintWord.Max && parts.SignScale != 0 && destination.Length - position >= Bound)
        {
            // Most decimals: the length, the low digits of one word, and the scale of one byte. Their bound was looked at, and nothing else need be.
            ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(destination), position);
            var width = VarintWord.Write(ref Unsafe.Add(ref first, 2), parts.Low);
            first = (byte)(width + 3);
            Unsafe.Add(ref first, 1) = (byte)LowTag;
            Unsafe.Add(ref first, width + 2) = (byte)SignScaleTag;
            Unsafe.Add(ref first, width + 3) = (byte)parts.SignScale;
            return position + width + 4;
        }

        return WriteAny(destination, position, parts);
    }

    private static int WriteAny(Span<byte> destination, int position, Parts parts)
    {
        var writer = new ProtoWriter(destination, position, 0);
        var start = writer.BeginLength(0);
        writer.Write<UInt64Codec, ulong>(LowTag, parts.Low);
        writer.Write<UInt32Codec, uint>(HighTag, parts.High);
        writer.Write<UInt32Codec, uint>(SignScaleTag, parts.SignScale);
        writer.EndLength(start, 0);
        return writer.Position;
    }

    private static MessageFormatException ScaleTooGreat(int position, uint tag) =>
        ProtoReader.Failure($"A decimal's scale is at most {MaxScale}", position, tag);

    /// <summary>
    /// A decimal as it lies in memory: .NET passes one to native code as the OLE type DECIMAL, as it is. decimal.GetBits copies the same words, one by one.
    /// </summary>
    /// <param name="Flags">The scale in the third byte, the sign in the topmost bit.</param>
    /// <param name="High">The upper 32 bits of the digits.</param>
    /// <param name="Low">The lower 64.</param>
    private readonly record struct Parts(uint Flags, uint High, ulong Low)
    {
        public uint SignScale => ((Flags >> ScaleShift & 0xFF) << 1) | (Flags >> SignShift);
    }
}
