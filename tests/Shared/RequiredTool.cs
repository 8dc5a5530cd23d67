namespace Waybill.Tests;

/// <summary>
/// A tool or server that a test needs beyond the SDK. Where it is missing the test skips and says why, unless <c>WAYBILL_REQUIRE</c> lists it (names, with commas
/// between): then the machine was to have it, and the test fails.
/// </summary>
internal static class RequiredTool
{
    public const string Variable = "WAYBILL_REQUIRE";

    /// <summary>Ends the running test when a tool is missing.</summary>
    /// <param name="tool">Its name in the list: aot, rabbitmq, strace, loop.</param>
    /// <param name="missing">Why it cannot be used; null when it can.</param>
    public static void Need(string tool, string? missing) => Need(tool, missing, Environment.GetEnvironmentVariable(Variable));

    internal static void Need(string tool, string? missing, string? required)
    {
        if (missing is null)
        {
            return;
        }

        if (IsListed(required, tool))
        {
            Assert.Fail($"{Variable} lists '{tool}', which cannot be used here: {missing}");
        }

        Assert.Skip($"'{tool}' cannot be used here: {missing}");
    }

    private static bool IsListed(string? list, string tool) =>
        (list ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Contains(tool, StringComparer.Ordinal);
}
