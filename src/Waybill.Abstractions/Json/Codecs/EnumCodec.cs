using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Waybill.Generated.Json;

/// <summary>An enum as its number, whether it has a name or not.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
/// <typeparam name="TUnderlying">Its underlying type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct EnumCodec<TEnum, TUnderlying> : IJsonCodec<TEnum>
    where TEnum : unmanaged, Enum
    where TUnderlying : unmanaged, IBinaryInteger<TUnderlying>, IMinMaxValue<TUnderlying>
{
    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, TEnum value)
    {
        var number = Unsafe.BitCast<TEnum, TUnderlying>(value);
        if (TUnderlying.IsNegative(number))
        {
            writer.WriteNumber(long.CreateTruncating(number));
        }
        else
        {
            writer.WriteNumber(ulong.CreateTruncating(number));
        }
    }

    /// <inheritdoc />
    public static TEnum Read(ref JsonMessageReader reader) => Unsafe.BitCast<TUnderlying, TEnum>(reader.ReadPlainInteger<TUnderlying>());
}
