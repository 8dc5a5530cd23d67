namespace Waybill.Topologies;

/// <summary>Durations and numbers within their ranges.</summary>
internal static class RangeRule
{
    /// <summary>Parses a duration and compares it with its range.</summary>
    /// <returns>The duration; zero when it is none.</returns>
    public static TimeSpan Duration(string what, string text, string least, string greatest, Action<string> report)
    {
        if (!Wire.Duration.TryParse(text, out var value))
        {
            report($"{what} is \"{text}\", which is no duration. Write {Wire.Duration.Grammar}.");
            return TimeSpan.Zero;
        }

        if (value < Known(least) || value > Known(greatest))
        {
            report($"{what} is {text}. Choose {least} to {greatest}.");
        }

        return value;
    }

    public static void Number(string what, int value, int least, int greatest, Action<string> report)
    {
        if (value < least || value > greatest)
        {
            report($"{what} is {value}. Choose {least} to {greatest}.");
        }
    }

    private static TimeSpan Known(string text) =>
        Wire.Duration.TryParse(text, out var value) ? value : throw new ArgumentException($"'{text}' is no duration.", nameof(text));
}
