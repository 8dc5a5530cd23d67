using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Waybill;

public ref partial struct JsonMessageReader
{
    private const int StackUnits = 256;

    // What ends a run of plain text: the quote, an escape, or a control, which JSON forbids.
    private static readonly SearchValues<byte> s_textEnd = SearchValues.Create([
        (byte)'"',
        (byte)'\\',
        .. Enumerable.Range(0, 0x20).Select(control => (byte)control),
    ]);

    /// <summary>Reads text.</summary>
    /// <exception cref="MessageFormatException">It is no text, not valid UTF-8, or has half a surrogate pair.</exception>
    public string ReadText()
    {
        var start = _position + 1;
        var token = ReadToken(out var isEscaped);
        if (isEscaped)
        {
            return Unescape(token, start);
        }

        if (Ascii.IsValid(token))
        {
            return Encoding.Latin1.GetString(token);
        }

        return Utf8.IsValid(token) ? Encoding.UTF8.GetString(token) : throw Error("The text is not valid UTF-8", start);
    }

    /// <summary>Reads bytes in base64.</summary>
    public byte[] ReadBase64()
    {
        var start = _position;
        var text = ReadTextBytes("bytes in base64");
        var padding =
            text.EndsWith("=="u8) ? 2
            : text.EndsWith("="u8) ? 1
            : 0;
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length) is var most && most > padding ? most - padding : most];
        if (Base64.DecodeFromUtf8(text, bytes, out _, out var written) != OperationStatus.Done)
        {
            throw Error("The text is no base64", start);
        }

        return written == bytes.Length ? bytes : bytes[..written];
    }

    /// <summary>Reads text as UTF-8 that may not be valid; of text without escapes it is the source's own.</summary>
    internal ReadOnlySpan<byte> ReadTextBytes(string kind)
    {
        if (Next() != (byte)'"')
        {
            throw Expected(kind);
        }

        var start = _position + 1;
        var token = ReadToken(out var isEscaped);
        return isEscaped ? Encoding.UTF8.GetBytes(Unescape(token, start)) : token;
    }

    /// <summary>What stands between the quotes.</summary>
    private ReadOnlySpan<byte> ReadToken(out bool isEscaped)
    {
        if (Next() != (byte)'"')
        {
            throw Expected("text");
        }

        var start = _position + 1;
        var at = start;
        isEscaped = false;
        while (true)
        {
            var length = _source[at..].IndexOfAny(s_textEnd);
            if (length < 0)
            {
                throw Error("The text has no end", _source.Length);
            }

            at += length;
            switch (_source[at])
            {
                case (byte)'"':
                    _position = at + 1;
                    return _source[start..at];
                case (byte)'\\':
                    at += EscapeLength(at);
                    isEscaped = true;
                    break;
                default:
                    throw Error("The text holds a control character, which must be escaped", at);
            }
        }
    }

    /// <summary>How long the escape is; it is checked, but for what the digits mean.</summary>
    private readonly int EscapeLength(int at)
    {
        var escape = _source[at..];
        switch (escape.Length > 1 ? escape[1] : 0)
        {
            case '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't':
                return 2;
            case 'u' when escape.Length >= 6 && IsHex(escape[2]) && IsHex(escape[3]) && IsHex(escape[4]) && IsHex(escape[5]):
                return 6;
            default:
                throw Error("A backslash begins no escape", at);
        }
    }

    private readonly string Unescape(ReadOnlySpan<byte> token, int start)
    {
        // An escape takes more bytes than units, and so does UTF-8.
        var pooled = token.Length > StackUnits ? ArrayPool<char>.Shared.Rent(token.Length) : null;
        var units = pooled ?? stackalloc char[StackUnits];
        var text = new string(units[..Unescape(token, start, units)]);
        if (pooled is not null)
        {
            ArrayPool<char>.Shared.Return(pooled);
        }

        return text;
    }

    private readonly int Unescape(ReadOnlySpan<byte> token, int start, Span<char> units)
    {
        var count = 0;
        for (var i = 0; i < token.Length; )
        {
            var next = token[i];
            if (next == (byte)'\\')
            {
                i += UnescapeOne(token, start, i, units, ref count);
            }
            else if (next < 0x80)
            {
                units[count++] = (char)next;
                i++;
            }
            else
            {
                var run = token[i..];
                if (run.IndexOf((byte)'\\') is >= 0 and var end)
                {
                    run = run[..end];
                }

                if (
                    Utf8.ToUtf16(run, units[count..], out var read, out var written, replaceInvalidSequences: false) != OperationStatus.Done
                )
                {
                    throw Error("The text is not valid UTF-8", start + i + read);
                }

                count += written;
                i += run.Length;
            }
        }

        return count;
    }

    /// <summary>Takes one escape, or the two of a surrogate pair.</summary>
    /// <returns>How many bytes it is long.</returns>
    private readonly int UnescapeOne(ReadOnlySpan<byte> token, int start, int at, Span<char> units, ref int count)
    {
        if (token[at + 1] != (byte)'u')
        {
            units[count++] = token[at + 1] switch
            {
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                var same => (char)same,
            };
            return 2;
        }

        var unit = Unit(token.Slice(at + 2, 4));
        units[count++] = unit;
        if (!char.IsSurrogate(unit))
        {
            return 6;
        }

        var second = token[(at + 6)..];
        if (char.IsHighSurrogate(unit) && second.StartsWith("\\u"u8) && Unit(second.Slice(2, 4)) is var low && char.IsLowSurrogate(low))
        {
            units[count++] = low;
            return 12;
        }

        throw Error("The text holds half a surrogate pair", start + at);
    }

    private static char Unit(ReadOnlySpan<byte> digits) =>
        (char)((Hex(digits[0]) << 12) | (Hex(digits[1]) << 8) | (Hex(digits[2]) << 4) | Hex(digits[3]));

    private static int Hex(byte digit) => digit <= (byte)'9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static bool IsHex(byte digit) => char.IsAsciiHexDigit((char)digit);
}
