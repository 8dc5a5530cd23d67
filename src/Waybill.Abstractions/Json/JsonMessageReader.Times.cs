using System.Buffers.Text;
using System.Text.Json;

namespace Waybill;

public ref partial struct JsonMessageReader
{
    private const int DateLength = 10;
    private const int SecondsLength = 19;

    /// <summary>Reads a date and time by ISO 8601-1, in the extended profile that System.Text.Json takes.</summary>
    internal DateTimeOffset ReadDateTimeOffset()
    {
        var start = _position;
        if (TryReadDateAndTime(out var ticks, out var zone) && TryReadOffset(zone, out var minutes))
        {
            var offset = TimeSpan.FromMinutes(minutes);
            if (ticks - offset.Ticks >= 0 && ticks - offset.Ticks <= DateTime.MaxValue.Ticks)
            {
                return new DateTimeOffset(ticks, offset);
            }
        }

        _position = start;
        var rare = ReadRare();
        return rare.TryGetDateTimeOffset(out var value) ? value : throw Error("The text is no date and time", start);
    }

    /// <inheritdoc cref="ReadDateTimeOffset" />
    internal DateTime ReadDateTime()
    {
        var start = _position;
        if (TryReadDateAndTime(out var ticks, out var zone) && (zone.IsEmpty || zone.SequenceEqual("Z"u8)))
        {
            return new DateTime(ticks, zone.IsEmpty ? DateTimeKind.Unspecified : DateTimeKind.Utc);
        }

        _position = start;
        var rare = ReadRare();
        return rare.TryGetDateTime(out var value) ? value : throw Error("The text is no date and time", start);
    }

    /// <summary>Reads a date such as 2026-01-31.</summary>
    internal DateOnly ReadDate()
    {
        var start = _position;
        var text = ReadTextBytes("a date");
        return text.Length == DateLength && TryDate(text, out var date)
            ? DateOnly.FromDateTime(date)
            : throw Error("The text is no date", start);
    }

    /// <summary>Reads a span of time such as 1.02:03:04.5.</summary>
    internal TimeSpan ReadTimeSpan()
    {
        var start = _position;
        return TryTimeSpan(ReadTextBytes("a span of time"), out var value) ? value : throw Error("The text is no span of time", start);
    }

    /// <summary>Reads a time of day such as 02:03:04.5.</summary>
    internal TimeOnly ReadTime()
    {
        var start = _position;
        var text = ReadTextBytes("a time of day");
        return
            text.IndexOfAny((byte)':', (byte)'.') is >= 0 and var separator
            && text[separator] == (byte)':'
            && TryTimeSpan(text, out var value)
            && value >= TimeSpan.Zero
            && value.Ticks < TimeSpan.TicksPerDay
            && text[0] != (byte)'-'
            ? TimeOnly.FromTimeSpan(value)
            : throw Error("The text is no time of day", start);
    }

    // The framework's parser skips blanks before.
    private static bool TryTimeSpan(ReadOnlySpan<byte> text, out TimeSpan value)
    {
        value = default;
        return !text.IsEmpty
            && (text[0] == (byte)'-' || char.IsAsciiDigit((char)text[0]))
            && Utf8Parser.TryParse(text, out value, out var used, 'c')
            && used == text.Length;
    }

    /// <summary>The text that comes next as the framework's reader has it: for the forms that hardly anybody writes.</summary>
    private Utf8JsonReader ReadRare()
    {
        var start = _position;
        ReadTextBytes("a date and time");
        var reader = new Utf8JsonReader(_source[start.._position]);
        reader.Read();
        return reader;
    }

    /// <summary>Reads the form that serializers write: seconds, and up to seven decimals of them.</summary>
    private bool TryReadDateAndTime(out long ticks, out ReadOnlySpan<byte> zone)
    {
        ticks = 0;
        zone = default;
        if (Next() != (byte)'"')
        {
            return false;
        }

        var text = ReadToken(out var isEscaped);
        if (
            isEscaped
            || text.Length < SecondsLength
            || !TryDate(text[..DateLength], out var date)
            || text[10] != (byte)'T'
            || text[13] != (byte)':'
            || text[16] != (byte)':'
            || !TryTwo(text, 11, 23, out var hours)
            || !TryTwo(text, 14, 59, out var minutes)
            || !TryTwo(text, 17, 59, out var seconds)
        )
        {
            return false;
        }

        ticks = date.Ticks + new TimeSpan(hours, minutes, seconds).Ticks;
        zone = text[SecondsLength..];
        if (zone.IsEmpty || zone[0] != (byte)'.')
        {
            return true;
        }

        var unit = TimeSpan.TicksPerSecond;
        var at = 1;
        for (; at < zone.Length && char.IsAsciiDigit((char)zone[at]); at++)
        {
            unit /= 10;
            ticks += unit * (zone[at] - '0');
        }

        var hasDecimals = at > 1 && unit > 0;
        zone = zone[at..];
        return hasDecimals;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> zone, out int minutes)
    {
        minutes = 0;
        if (zone.SequenceEqual("Z"u8))
        {
            return true;
        }

        if (
            zone.Length != 6
            || zone[0] is not ((byte)'+' or (byte)'-')
            || zone[3] != (byte)':'
            || !TryTwo(zone, 1, 13, out var hours)
            || !TryTwo(zone, 4, 59, out minutes)
        )
        {
            return false;
        }

        minutes = (hours * 60 + minutes) * (zone[0] == (byte)'-' ? -1 : 1);
        return true;
    }

    private static bool TryDate(ReadOnlySpan<byte> text, out DateTime date)
    {
        date = default;
        if (
            !TryTwo(text, 0, 99, out var century)
            || !TryTwo(text, 2, 99, out var year)
            || text[4] != (byte)'-'
            || !TryTwo(text, 5, 12, out var month)
            || text[7] != (byte)'-'
            || !TryTwo(text, 8, 31, out var day)
        )
        {
            return false;
        }

        year += century * 100;
        if (year == 0 || month == 0 || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateTime(year, month, day);
        return true;
    }

    private static bool TryTwo(ReadOnlySpan<byte> text, int at, int most, out int value)
    {
        var tens = text[at] - '0';
        var ones = text[at + 1] - '0';
        value = tens * 10 + ones;
        return (uint)tens <= 9 && (uint)ones <= 9 && value <= most;
    }
}
