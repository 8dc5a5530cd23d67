using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Waybill;

public ref partial struct JsonMessageWriter
{
    // "-1.7976931348623157E+308" has 24 bytes, decimal.MinValue with its point 31.
    private const int MaxNumberLength = 32;

    /// <summary>Writes a whole number.</summary>
    public void WriteNumber(long value)
    {
        Utf8Formatter.TryFormat(value, Reserve(MaxNumberLength), out var written);
        _position += written;
    }

    /// <summary>Writes a whole number.</summary>
    public void WriteNumber(ulong value)
    {
        Utf8Formatter.TryFormat(value, Reserve(MaxNumberLength), out var written);
        _position += written;
    }

    /// <summary>Writes a number: the fewest digits that read back as it.</summary>
    /// <exception cref="ArgumentException">It is NaN or infinite, which JSON cannot say.</exception>
    public void WriteNumber(double value)
    {
        if (JsonDecimals.TrySplit(value, out var digits, out var scale))
        {
            WriteDigits(digits, scale, value < 0);
        }
        else
        {
            WriteFinite(value, "G17");
        }
    }

    /// <inheritdoc cref="WriteNumber(double)" />
    public void WriteNumber(float value) => WriteFinite(value, "G9");

    /// <inheritdoc cref="WriteNumber(double)" />
    public void WriteNumber(Half value) => WriteFinite(value, "G5");

    /// <summary>Writes a number with all digits of its scale.</summary>
    public void WriteNumber(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var digits = (uint)bits[0] | ((ulong)(uint)bits[1] << 32);
        if (bits[2] == 0 && digits != 0)
        {
            WriteDigits(digits, (bits[3] >> 16) & 0xFF, bits[3] < 0);
            return;
        }

        Utf8Formatter.TryFormat(value, Reserve(MaxNumberLength), out var written);
        _position += written;
    }

    /// <param name="value">The number.</param>
    /// <param name="exact">The format of as many digits as tell all numbers of the type apart.</param>
    private void WriteFinite<T>(T value, string exact)
        where T : IBinaryFloatingPointIeee754<T>
    {
        if (!T.IsFinite(value))
        {
            ThrowNotFinite();
        }

        var destination = Reserve(MaxNumberLength);
        value.TryFormat(destination, out var written, default, CultureInfo.InvariantCulture);

        // .NET writes some powers of two a digit too short: their lower neighbour is nearer than the upper one, and what is written is that neighbour.
        if (T.IsPow2(T.Abs(value)) && T.Parse(destination[..written], NumberStyles.Float, CultureInfo.InvariantCulture) != value)
        {
            value.TryFormat(destination, out written, exact, CultureInfo.InvariantCulture);
        }

        _position += written;
    }

    /// <summary>Writes digits with a point before the last so many of them.</summary>
    private void WriteDigits(ulong digits, int scale, bool isNegative)
    {
        var destination = Reserve(MaxNumberLength);
        if (isNegative)
        {
            destination[0] = (byte)'-';
            destination = destination[1..];
            _position++;
        }

        if (scale == 0)
        {
            Utf8Formatter.TryFormat(digits, destination, out var written);
            _position += written;
            return;
        }

        var power = JsonDecimals.PowerOfTen(Math.Min(scale, JsonDecimals.MaxPower));
        var whole = scale > JsonDecimals.MaxPower ? 0 : digits / power;
        var fraction = digits - whole * power;
        var length = 1;
        if (whole == 0)
        {
            destination[0] = (byte)'0';
            fraction = digits;
        }
        else
        {
            Utf8Formatter.TryFormat(whole, destination, out length);
        }

        destination[length] = (byte)'.';
        for (var i = length + scale; i > length; i--)
        {
            (fraction, var digit) = Math.DivRem(fraction, 10);
            destination[i] = (byte)('0' + digit);
        }

        _position += length + 1 + scale;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowNotFinite() =>
        throw new ArgumentException(
            "The number is NaN or infinite: JSON cannot say it. Publish it in Protobuf, or make the member nullable."
        );
}
