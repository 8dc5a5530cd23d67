using System.Buffers.Text;

namespace Waybill;

public ref partial struct JsonMessageWriter
{
    // "2026-01-31T12:30:00.1234567+01:00" in quotes.
    private const int MaxTimeLength = 35;

    /// <summary>Writes bytes in base64, in quotes.</summary>
    internal void WriteBase64(scoped ReadOnlySpan<byte> value)
    {
        var destination = Reserve(checked(Base64.GetMaxEncodedToUtf8Length(value.Length) + 2));
        destination[0] = (byte)'"';
        Base64.EncodeToUtf8(value, destination[1..], out _, out var length);
        destination[length + 1] = (byte)'"';
        _position += length + 2;
    }

    internal void WriteDateTimeOffset(DateTimeOffset value)
    {
        var destination = Reserve(MaxTimeLength);
        var at = DateAndTime(value.DateTime, destination);
        Offset(value.TotalOffsetMinutes, destination, ref at);
        destination[at++] = (byte)'"';
        _position += at;
    }

    internal void WriteDateTime(DateTime value)
    {
        var destination = Reserve(MaxTimeLength);
        var at = DateAndTime(value, destination);
        switch (value.Kind)
        {
            case DateTimeKind.Utc:
                destination[at++] = (byte)'Z';
                break;
            case DateTimeKind.Local:
                Offset(new DateTimeOffset(value).TotalOffsetMinutes, destination, ref at);
                break;
        }

        destination[at++] = (byte)'"';
        _position += at;
    }

    internal void WriteDate(DateOnly value)
    {
        var destination = Reserve(MaxTimeLength);
        var at = Date(value.Year, value.Month, value.Day, destination);
        destination[at++] = (byte)'"';
        _position += at;
    }

    internal void WriteTimeSpan(TimeSpan value)
    {
        Span<byte> text = stackalloc byte[MaxTimeLength];
        Utf8Formatter.TryFormat(value, text, out var length, 'c');
        WritePlain(text[..length]);
    }

    /// <summary>The quote, the date, the time, and of the decimals those up to the last that is not 0.</summary>
    private static int DateAndTime(DateTime value, Span<byte> destination)
    {
        var (year, month, day) = DateOnly.FromDateTime(value);
        var at = Date(year, month, day, destination);
        destination[at] = (byte)'T';
        Two(value.Hour, destination, at + 1);
        destination[at + 3] = (byte)':';
        Two(value.Minute, destination, at + 4);
        destination[at + 6] = (byte)':';
        Two(value.Second, destination, at + 7);
        at += 9;
        var fraction = (int)(value.Ticks % TimeSpan.TicksPerSecond);
        if (fraction == 0)
        {
            return at;
        }

        destination[at++] = (byte)'.';
        for (var unit = (int)TimeSpan.TicksPerSecond / 10; fraction > 0; unit /= 10)
        {
            destination[at++] = (byte)('0' + fraction / unit);
            fraction %= unit;
        }

        return at;
    }

    private static int Date(int year, int month, int day, Span<byte> destination)
    {
        destination[0] = (byte)'"';
        Two(year / 100, destination, 1);
        Two(year % 100, destination, 3);
        destination[5] = (byte)'-';
        Two(month, destination, 6);
        destination[8] = (byte)'-';
        Two(day, destination, 9);
        return 11;
    }

    private static void Offset(int minutes, Span<byte> destination, ref int at)
    {
        destination[at] = minutes < 0 ? (byte)'-' : (byte)'+';
        minutes = Math.Abs(minutes);
        Two(minutes / 60, destination, at + 1);
        destination[at + 3] = (byte)':';
        Two(minutes % 60, destination, at + 4);
        at += 6;
    }

    private static void Two(int value, Span<byte> destination, int at)
    {
        destination[at] = (byte)('0' + value / 10);
        destination[at + 1] = (byte)('0' + value % 10);
    }
}
