using Waybill.Crash.Tests.Support;
using Waybill.Crash.Torn;

namespace Waybill.Crash.Tests;

public sealed class TornTests(ITestOutputHelper output)
{
    [Fact]
    public Task A_journal_whose_end_is_torn_keeps_what_was_confirmed_and_invents_nothing() =>
        Verbs.HoldAsync("torn", output, run => TornRun.ExecuteAsync(step: 1, subsets: 500, run));
}
