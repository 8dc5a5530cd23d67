using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Waybill.Generated;

/// <summary>
/// An enum as Protobuf's open enum: its number, sign-extended, whether it has a name or not. A number that its underlying type cannot hold is refused.
/// </summary>
/// <typeparam name="TEnum">The enum.</typeparam>
/// <typeparam name="TUnderlying">Its underlying type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct EnumCodec<TEnum, TUnderlying> : IWireCodec<TEnum>
    where TEnum : unmanaged, Enum
    where TUnderlying : unmanaged, IBinaryInteger<TUnderlying>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.Varint;

    /// <inheritdoc />
    public static bool IsDefault(TEnum value) => TUnderlying.IsZero(Unsafe.BitCast<TEnum, TUnderlying>(value));

    /// <inheritdoc />
    public static int GetSizeBound(TEnum value, int depth) => 10;

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, TEnum value) =>
        writer.WriteVarint(ulong.CreateTruncating(Unsafe.BitCast<TEnum, TUnderlying>(value)));

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TEnum Read(ref ProtoReader reader)
    {
        var start = reader.Position;
        var number = reader.ReadVarint();
        var value = TUnderlying.CreateTruncating(number);
        return ulong.CreateTruncating(value) == number ? Unsafe.BitCast<TUnderlying, TEnum>(value) : throw NoNumber(start, reader.Tag);
    }

    private static MessageFormatException NoNumber(int position, uint tag) =>
        ProtoReader.Failure($"The value is no number of {typeof(TEnum)}", position, tag);
}
