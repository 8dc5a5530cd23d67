using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Waybill.Wire;

namespace Waybill;

public ref partial struct JsonMessageWriter
{
    // The escape of one UTF-16 unit.
    private const int EscapeLength = 6;

    // Long texts are escaped piece by piece, so that no room is reserved for six times their length.
    private const int EscapedAtOnce = 4 * 1024;

    private static readonly SearchValues<char> s_plain = SearchValues.Create(JsonText.Plain);

    /// <summary>Writes text in quotes.</summary>
    /// <exception cref="ArgumentException">The text holds half a surrogate pair.</exception>
    public void WriteText(scoped ReadOnlySpan<char> value)
    {
        var destination = Reserve(value.Length + 2);
        destination[0] = (byte)'"';
        if (value.IndexOfAnyExcept(s_plain) is >= 0 and var plain)
        {
            WriteEscaped(value, plain);
            return;
        }

        Ascii.FromUtf16(value, destination[1..], out _);
        destination[value.Length + 1] = (byte)'"';
        _position += value.Length + 2;
    }

    /// <summary>Writes text that needs no escape, in quotes.</summary>
    internal void WritePlain(scoped ReadOnlySpan<byte> ascii)
    {
        var destination = Reserve(ascii.Length + 2);
        destination[0] = (byte)'"';
        ascii.CopyTo(destination[1..]);
        destination[ascii.Length + 1] = (byte)'"';
        _position += ascii.Length + 2;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteEscaped(scoped ReadOnlySpan<char> value, int plain)
    {
        Ascii.FromUtf16(value[..plain], Reserve(plain + 1)[1..], out _);
        _position += plain + 1;
        for (var i = plain; i < value.Length; )
        {
            var end = Math.Min(value.Length, i + EscapedAtOnce);
            // The second half of a pair may lie behind the piece.
            var destination = Reserve((end - i + 1) * EscapeLength);
            var at = 0;
            while (i < end)
            {
                i += Escape(value, i, destination, ref at);
            }

            _position += at;
        }

        WriteByte((byte)'"');
    }

    /// <summary>Writes one character.</summary>
    /// <returns>Of how many units it is made.</returns>
    private static int Escape(ReadOnlySpan<char> value, int index, Span<byte> destination, ref int at)
    {
        var unit = value[index];
        if (unit < 0x80)
        {
            if (s_plain.Contains(unit))
            {
                destination[at++] = (byte)unit;
                return 1;
            }

            if (JsonText.Short(unit) is { } letter)
            {
                destination[at++] = (byte)'\\';
                destination[at++] = (byte)letter;
                return 1;
            }
        }
        else if (char.IsSurrogate(unit))
        {
            if (!char.IsHighSurrogate(unit) || index + 1 == value.Length || !char.IsLowSurrogate(value[index + 1]))
            {
                throw new ArgumentException(
                    $"The text holds half a surrogate pair at index {index}: UTF-8 cannot say it. Mend the text before publishing."
                );
            }

            WriteUnit(unit, destination, ref at);
            WriteUnit(value[index + 1], destination, ref at);
            return 2;
        }

        WriteUnit(unit, destination, ref at);
        return 1;
    }

    private static void WriteUnit(char unit, Span<byte> destination, ref int at)
    {
        var digits = "0123456789ABCDEF"u8;
        var escape = destination.Slice(at, EscapeLength);
        escape[5] = digits[unit & 0xF];
        escape[4] = digits[(unit >> 4) & 0xF];
        escape[3] = digits[(unit >> 8) & 0xF];
        escape[2] = digits[unit >> 12];
        escape[1] = (byte)'u';
        escape[0] = (byte)'\\';
        at += EscapeLength;
    }
}
