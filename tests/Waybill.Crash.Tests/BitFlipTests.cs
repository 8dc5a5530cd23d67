using Waybill.Crash.BitFlip;
using Waybill.Crash.Tests.Support;

namespace Waybill.Crash.Tests;

public sealed class BitFlipTests(ITestOutputHelper output)
{
    [Fact]
    public Task A_flipped_bit_gives_nothing_wrong_deletes_nothing_and_is_reported_where_it_is() =>
        Verbs.HoldAsync("bit-flip", output, run => BitFlipRun.ExecuteAsync(allBits: false, step: 1, run));
}
