namespace Waybill.Topologies;

/// <summary>The ranges of what attributes say and configuration may override.</summary>
internal static class PolicyRange
{
    public static void Prefetch(string what, int value, List<string> problems) => RangeRule.Number(what, value, 1, 65_535, problems);

    public static void PrefetchBytes(string what, int value, List<string> problems) =>
        RangeRule.Number(what, value, 1, int.MaxValue, problems);

    public static void Concurrency(string what, int value, List<string> problems) =>
        RangeRule.Number($"{what} (0 means the processor count)", value, 0, 1_024, problems);

    public static void Attempts(string what, int value, List<string> problems) => RangeRule.Number(what, value, 1, 1_000, problems);

    public static TimeSpan Timeout(string what, string text, List<string> problems) =>
        RangeRule.Duration(what, text, "1ms", "12h", problems);

    public static TimeSpan Lease(string what, string text, List<string> problems) => RangeRule.Duration(what, text, "1s", "12h", problems);

    public static TimeSpan RetryDelay(string what, string text, List<string> problems) =>
        RangeRule.Duration(what, text, "0s", "7d", problems);

    public static TimeSpan Retention(string what, string text, List<string> problems) =>
        RangeRule.Duration(what, text, "1s", "365d", problems);
}
