using Waybill.Crash.BitFlip;
using Waybill.Crash.Tests.Support;

namespace Waybill.Crash.Tests;

public sealed class BitFlipTests(ITestOutputHelper output)
{
    // Each is opened twice and read; every byte is for the long run.
    private const int CleanedStep = 8;

    [Fact]
    public Task A_flipped_bit_gives_nothing_wrong_deletes_nothing_and_is_reported_where_it_is() =>
        Verbs.HoldAsync("bit-flip", output, run => BitFlipRun.ExecuteAsync(allBits: false, step: 1, CleanedStep, run));
}
