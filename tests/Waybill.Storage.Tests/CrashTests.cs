using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

public sealed class CrashTests
{
    private const int Seeds = 300;

    [Fact]
    public async Task A_power_cut_at_any_operation_loses_nothing_confirmed_and_invents_nothing()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            Assert.Null(await new CrashRun(seed, device => device).RunAsync(lives: 4));
        }
    }

    [Fact]
    public async Task Nor_does_one_while_the_segment_is_still_being_filled()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            Assert.Null(await new CrashRun(seed, device => device, TestJournal.FilledLater).RunAsync(lives: 4));
        }
    }

    [Fact]
    public async Task Nor_does_one_between_checkpoints_that_let_segments_go_and_be_written_again()
    {
        for (var seed = 0; seed < Seeds / 3; seed++)
        {
            Assert.Null(await new CrashRun(seed, device => device, TestJournal.Small, checkpoints: true).RunAsync(lives: 12));
        }
    }

    [Fact]
    public async Task The_same_check_catches_a_cleaning_that_forgets_a_record()
    {
        var caught = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var run = new CrashRun(seed, device => device, TestJournal.Small, checkpoints: true, forgetful: true);
            caught += await run.RunAsync(lives: 12) is null ? 0 : 1;
        }
        Assert.True(caught > 10, $"Only {caught} of 20 seeds noticed.");
    }

    [Theory]
    [InlineData(nameof(Mutation.ConfirmEarly))]
    [InlineData(nameof(Mutation.SkipDirectorySync))]
    public async Task The_same_check_catches_mutants(string mutation)
    {
        var caught = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var run = new CrashRun(seed, device => new MutantDevice(device, Enum.Parse<Mutation>(mutation)));
            caught += await run.RunAsync(lives: 4) is null ? 0 : 1;
        }
        Assert.True(caught > 10, $"Only {caught} of 40 seeds noticed.");
    }
}
