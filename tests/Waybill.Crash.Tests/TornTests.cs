using Waybill.Crash.Tests.Support;
using Waybill.Crash.Torn;
using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;

namespace Waybill.Crash.Tests;

public sealed class TornTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_journal_whose_end_is_torn_keeps_what_was_confirmed_and_invents_nothing() =>
        await Verbs.HoldAsync("torn", output, report => TornRun.ExecuteAsync(step: 1, subsets: 500, Random.Shared.Next(), report));

    /// <summary>The check itself: each of these loses something that was confirmed.</summary>
    [Theory]
    [InlineData(nameof(Mutation.SkipSync), "damage was reported where there is none to report")]
    [InlineData(nameof(Mutation.SkipDirectorySync), "records have to be there")]
    [InlineData(nameof(Mutation.ConfirmEarly), "records have to be there")]
    [InlineData(nameof(Mutation.CutTooEarly), "records have to be there")]
    public async Task A_device_that_loses_something_is_found(string mutation, string violation)
    {
        IStorageDevice Wire(IStorageDevice device) => new MutantDevice(device, Enum.Parse<Mutation>(mutation));
        using var report = new StringWriter();

        Assert.Equal(1, await TornRun.ExecuteAsync(step: 61, subsets: 10, seed: 1, report, Wire));

        Assert.Contains(violation, report.ToString());
    }
}
