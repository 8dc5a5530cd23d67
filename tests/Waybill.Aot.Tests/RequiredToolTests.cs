using Waybill.Tests;
using Xunit.Sdk;

namespace Waybill.Aot.Tests;

public sealed class RequiredToolTests
{
    private const string Tool = "aot";

    [Theory]
    [InlineData("aot")]
    [InlineData("rabbitmq, aot,strace")]
    public void A_missing_tool_that_is_listed_fails(string list) =>
        Assert.Throws<FailException>(() => RequiredTool.Need(Tool, "not installed", list));

    [Theory]
    [InlineData("aotx,xaot")]
    [InlineData("")]
    [InlineData(null)]
    public void A_missing_tool_that_nobody_listed_skips_with_its_reason(string? list)
    {
        string? reason = null;
        try
        {
            RequiredTool.Need(Tool, "not installed", list);
        }
        catch (SkipException skip)
        {
            // Caught by hand: Assert.Throws lets a skip through, and the test would end as one.
            reason = skip.Message;
        }

        Assert.EndsWith("'aot' cannot be used here: not installed", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tool_that_is_there_ends_nothing() => RequiredTool.Need(Tool, missing: null, Tool);
}
