using Waybill.Crash.BitFlip;
using Waybill.Crash.Tests.Support;

namespace Waybill.Crash.Tests;

public sealed class BitFlipTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_flipped_bit_gives_nothing_wrong_deletes_nothing_and_is_reported_where_it_is() =>
        await Verbs.HoldAsync("bit-flip", output, report => BitFlipRun.ExecuteAsync(allBits: false, step: 1, Random.Shared.Next(), report));
}
