using Waybill.Cli.Tests.Support;

namespace Waybill.Cli.Tests.Journals;

/// <summary>A damaged checkpoint is no record that dump could show: it is said beside them, and by the exit code.</summary>
public sealed class DumpedCheckpointTests
{
    [Theory]
    [InlineData("newest checkpoint's header", 1)]
    [InlineData("newest checkpoint's content", 1)]
    [InlineData("older checkpoint", 0)]
    public async Task A_damaged_checkpoint_is_damage(string kind, int index)
    {
        using var folder = await DamagedFolder.WriteAsync();
        var whole = (await CommandRun.RunAsync("journal", "dump", folder.Path)).AssertExit(0);
        folder.Damage(kind);

        var run = (await CommandRun.RunAsync("journal", "dump", folder.Path)).AssertExit(1);

        Assert.Equal(whole.Output, run.Output);
        Assert.StartsWith($"warning: {folder.Checkpoints()[index]}, byte ", run.Errors, StringComparison.Ordinal);
    }
}
