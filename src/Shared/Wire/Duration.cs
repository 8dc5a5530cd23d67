namespace Waybill.Wire;

/// <summary>
/// The grammar of durations in attributes, manifests and configuration: a whole number and a unit, without blanks: <c>200ms</c>, <c>5s</c>, <c>5m</c>,
/// <c>2h</c>, <c>7d</c>.
/// </summary>
internal static class Duration
{
    /// <summary>What a duration looks like, for messages about one that does not.</summary>
    public const string Grammar = "a whole number with a unit, such as \"200ms\", \"5s\", \"5m\", \"2h\" or \"7d\"";

    /// <summary>Parses a duration.</summary>
    /// <returns>False when the text is none, or is longer than a <see cref="TimeSpan"/> can be.</returns>
    public static bool TryParse(string? text, out TimeSpan value)
    {
        value = default;
        if (text is null)
        {
            return false;
        }

        var digits = 0;
        long number = 0;
        while (digits < text.Length && text[digits] is >= '0' and <= '9')
        {
            if (number > (long.MaxValue - 9) / 10)
            {
                return false;
            }

            number = number * 10 + (text[digits++] - '0');
        }

        if (digits == 0 || TicksOf(text.Substring(digits)) is not { } unit || number > long.MaxValue / unit)
        {
            return false;
        }

        value = new TimeSpan(number * unit);
        return true;
    }

    private static long? TicksOf(string unit) =>
        unit switch
        {
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            "d" => TimeSpan.TicksPerDay,
            _ => null,
        };
}
