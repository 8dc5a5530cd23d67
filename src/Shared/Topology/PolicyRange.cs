namespace Waybill.Topologies;

/// <summary>The ranges of what attributes say and configuration may override.</summary>
internal static class PolicyRange
{
    public static void Prefetch(string what, int value, Action<string> report) => RangeRule.Number(what, value, 1, 65_535, report);

    public static void PrefetchBytes(string what, int value, Action<string> report) =>
        RangeRule.Number(what, value, 1, int.MaxValue, report);

    public static void Concurrency(string what, int value, Action<string> report) =>
        RangeRule.Number($"{what} (0 means the processor count)", value, 0, 1_024, report);

    public static void Attempts(string what, int value, Action<string> report) => RangeRule.Number(what, value, 1, 1_000, report);

    public static TimeSpan Timeout(string what, string text, Action<string> report) => RangeRule.Duration(what, text, "1ms", "12h", report);

    public static TimeSpan Lease(string what, string text, Action<string> report) => RangeRule.Duration(what, text, "1s", "12h", report);

    public static TimeSpan RetryDelay(string what, string text, Action<string> report) =>
        RangeRule.Duration(what, text, "0s", "7d", report);

    public static TimeSpan Retention(string what, string text, Action<string> report) =>
        RangeRule.Duration(what, text, "1s", "365d", report);
}
