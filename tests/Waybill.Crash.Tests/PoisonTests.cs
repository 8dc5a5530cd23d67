using Waybill.Crash.Poison;
using Waybill.Crash.Tests.Support;

namespace Waybill.Crash.Tests;

public sealed class PoisonTests(ITestOutputHelper output)
{
    [Fact]
    public Task Messages_that_end_the_process_die_after_a_bounded_number_of_starts_and_nothing_else_is_lost() =>
        Verbs.HoldAsync("poison", output, run => Task.FromResult(PoisonRun.Execute(rounds: 1, run)));
}
