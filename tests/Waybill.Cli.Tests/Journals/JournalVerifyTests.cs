using System.Text.Json.Nodes;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Journals;

/// <summary><c>waybill journal verify</c>.</summary>
public sealed class JournalVerifyTests
{
    [Fact]
    public async Task A_whole_folder()
    {
        using var folder = new TempFolder();
        await SmallFolder.WriteAsync(new DirectoryDevice(folder.Path));

        var run = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(0);

        Assert.Equal("", run.Output);
    }
}
