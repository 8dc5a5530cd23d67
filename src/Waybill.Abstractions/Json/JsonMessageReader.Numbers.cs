using System.Buffers.Text;
using System.Globalization;
using System.Numerics;

namespace Waybill;

public ref partial struct JsonMessageReader
{
    // So many digits fit into a long whatever they are.
    private const int ShortDigits = 18;

    /// <summary>Reads a whole number, in quotes or without.</summary>
    public T ReadInteger<T>()
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var start = _position;
        if (TryReadShort(out var digits, out var scale, out var isNegative) && scale == 0 && !IsExponent())
        {
            var number = isNegative ? -(long)digits : (long)digits;
            var value = T.CreateTruncating(number);
            if (long.CreateTruncating(value) == number && !(isNegative && T.MinValue == T.Zero))
            {
                return value;
            }
        }

        _position = start;
        return ReadAnyInteger<T>();
    }

    /// <summary>Reads a whole number that stands in no quotes.</summary>
    internal T ReadPlainInteger<T>()
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => Next() == (byte)'"' ? throw Expected("a number") : ReadInteger<T>();

    /// <summary>Reads a number, in quotes or without; in quotes NaN and infinities too.</summary>
    public double ReadDouble()
    {
        var start = _position;
        if (
            TryReadShort(out var digits, out var scale, out var isNegative)
            && !IsExponent()
            && JsonDecimals.TryJoin(digits, scale, out var value)
        )
        {
            return isNegative ? -value : value;
        }

        _position = start;
        var text = ReadNumberText(out var isQuoted);
        if (isQuoted && TryReadConstant(text, out value))
        {
            return value;
        }

        return Utf8Parser.TryParse(text, out value, out var used) && used == text.Length && (!isQuoted || double.IsFinite(value))
            ? value
            : throw Error("This is no number", start);
    }

    /// <inheritdoc cref="ReadDouble" />
    public float ReadSingle()
    {
        var start = _position;
        var text = ReadNumberText(out var isQuoted);
        if (isQuoted && TryReadConstant(text, out var constant))
        {
            return (float)constant;
        }

        return Utf8Parser.TryParse(text, out float value, out var used) && used == text.Length && (!isQuoted || float.IsFinite(value))
            ? value
            : throw Error("This is no number", start);
    }

    /// <inheritdoc cref="ReadDouble" />
    /// <exception cref="MessageFormatException">It is greater than a Half can be.</exception>
    public Half ReadHalf()
    {
        var start = _position;
        var text = ReadNumberText(out var isQuoted);
        if (isQuoted && TryReadConstant(text, out var constant))
        {
            return (Half)constant;
        }

        return
            Half.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value)
            && Half.IsFinite(value)
            ? value
            : throw Error("This is no number that a Half can be", start);
    }

    /// <summary>Reads a number with all digits of its scale, in quotes or without.</summary>
    public decimal ReadDecimal()
    {
        var start = _position;
        if (TryReadShort(out var digits, out var scale, out var isNegative) && !IsExponent() && digits != 0)
        {
            return new decimal((int)digits, (int)(digits >> 32), 0, isNegative, (byte)scale);
        }

        _position = start;
        var text = ReadNumberText(out _);
        var format = text.ContainsAny((byte)'e', (byte)'E') ? 'e' : default;
        return Utf8Parser.TryParse(text, out decimal value, out var used, format) && used == text.Length
            ? value
            : throw Error("This is no decimal number, or too great a one", start);
    }

    private T ReadAnyInteger<T>()
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var start = _position;
        var text = ReadNumberText(out _);

        // The framework's parser of numbers takes more than its parser of JSON: signs of what has none, and zeros behind.
        var hasSign = !text.IsEmpty && T.MinValue != T.Zero && text[0] is (byte)'-' or (byte)'+';
        var digits = hasSign ? text[1..] : text;
        return
            !digits.IsEmpty
            && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw OutOfRange<T>(start);
    }

    private readonly MessageFormatException OutOfRange<T>(int start)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        Error($"Here should be a whole number from {T.MinValue} to {T.MaxValue}", start);

    private readonly bool IsExponent() => Next() is (byte)'e' or (byte)'E';

    /// <summary>Reads a number of few digits, without an exponent that may follow; else nothing.</summary>
    private bool TryReadShort(out ulong digits, out int scale, out bool isNegative)
    {
        digits = 0;
        scale = 0;
        var at = _position;
        isNegative = at < _source.Length && _source[at] == (byte)'-';
        if (isNegative)
        {
            at++;
        }

        var first = at;
        digits = Digits(ref at, 0);
        var count = at - first;
        if (count == 0 || (count > 1 && _source[first] == (byte)'0'))
        {
            return false;
        }

        if (at < _source.Length && _source[at] == (byte)'.')
        {
            at++;
            var point = at;
            digits = Digits(ref at, digits);
            scale = at - point;
            count += scale;
            if (scale == 0)
            {
                return false;
            }
        }

        if (count > ShortDigits)
        {
            return false;
        }

        _position = at;
        return true;
    }

    private readonly ulong Digits(ref int at, ulong before)
    {
        for (; at < _source.Length && (uint)(_source[at] - '0') is <= 9 and var digit; at++)
        {
            before = before * 10 + digit;
        }

        return before;
    }

    /// <summary>The text of a number, whose grammar is checked, or what stands in quotes in its place.</summary>
    private ReadOnlySpan<byte> ReadNumberText(out bool isQuoted)
    {
        isQuoted = Next() == (byte)'"';
        return isQuoted ? ReadTextBytes("a number") : ReadNumberToken();
    }

    private ReadOnlySpan<byte> ReadNumberToken()
    {
        var start = _position;
        var at = start;
        if (Next() == (byte)'-')
        {
            at++;
        }

        var isZero = at < _source.Length && _source[at] == (byte)'0';
        SkipDigits(ref at);
        if (isZero)
        {
            // What follows a leading zero is no part of the number.
            at = _source[start] == (byte)'-' ? start + 2 : start + 1;
        }

        if (at < _source.Length && _source[at] == (byte)'.')
        {
            at++;
            SkipDigits(ref at);
        }

        if (at < _source.Length && _source[at] is (byte)'e' or (byte)'E')
        {
            at++;
            if (at < _source.Length && _source[at] is (byte)'+' or (byte)'-')
            {
                at++;
            }

            SkipDigits(ref at);
        }

        _position = at;
        return _source[start..at];
    }

    private readonly void SkipDigits(ref int at)
    {
        var first = at;
        while (at < _source.Length && char.IsAsciiDigit((char)_source[at]))
        {
            at++;
        }

        if (at == first)
        {
            throw at == _position ? Expected("a value") : Error("Here should be a digit", at);
        }
    }

    private static bool TryReadConstant(ReadOnlySpan<byte> text, out double value)
    {
        value =
            text.SequenceEqual("NaN"u8) ? double.NaN
            : text.SequenceEqual("Infinity"u8) ? double.PositiveInfinity
            : text.SequenceEqual("-Infinity"u8) ? double.NegativeInfinity
            : 0;
        return value != 0;
    }
}
