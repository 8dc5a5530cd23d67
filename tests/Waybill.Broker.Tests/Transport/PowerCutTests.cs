using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;

namespace Waybill.Broker.Tests.Transport;

/// <summary>What was confirmed, handed out or settled stays so when the power goes. The kill harness cannot show that: the page cache outlives a process.</summary>
public sealed class PowerCutTests
{
    private const int Seeds = 150;

    [Fact]
    public async Task A_power_cut_loses_nothing_confirmed_repeats_nothing_settled_and_takes_back_nothing_seen()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            Assert.Null(await new PowerCutRun(seed, device => device).RunAsync(lives: 4));
        }
    }

    [Fact]
    public async Task Nor_does_one_between_checkpoints_while_segments_go_and_come_back()
    {
        for (var seed = 0; seed < Seeds / 3; seed++)
        {
            Assert.Null(await new PowerCutRun(seed, device => device, checkpoints: true).RunAsync(lives: 5));
        }
    }

    [Theory]
    [InlineData(nameof(Mutation.ConfirmEarly))]
    [InlineData(nameof(Mutation.SkipDirectorySync))]
    public async Task The_same_check_catches_mutants(string mutation)
    {
        var caught = 0;
        for (var seed = 0; seed < 30; seed++)
        {
            var run = new PowerCutRun(seed, device => new MutantDevice(device, Enum.Parse<Mutation>(mutation)));
            caught += await run.RunAsync(lives: 4) is null ? 0 : 1;
        }

        Assert.True(caught > 5, $"Only {caught} of 30 seeds noticed.");
    }
}
