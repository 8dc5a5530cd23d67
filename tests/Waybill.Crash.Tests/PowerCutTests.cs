using Waybill.Crash.PowerCut;
using Waybill.Crash.Tests.Support;
using Waybill.Tests;

namespace Waybill.Crash.Tests;

public sealed class PowerCutTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Fifty_power_cuts_lose_nothing_that_was_flushed()
    {
        RequiredTool.Need("loop", LoopDisk.Missing());
        await Verbs.HoldAsync("power-cut", output, run => Task.FromResult(PowerCutRun.Execute(cuts: 50, lanes: 2, run)));
    }

    [Fact]
    public void A_copy_has_what_was_synced_and_not_what_was_only_written()
    {
        RequiredTool.Need("loop", LoopDisk.Missing());
        var folder = Directory.CreateTempSubdirectory("waybill-loop-test-").FullName;
        var (image, copy, mountPoint) = (Path.Combine(folder, "image"), Path.Combine(folder, "copy"), Path.Combine(folder, "disk"));
        LoopDisk.Format(image, 16 << 20);
        using (var disk = LoopDisk.Mount(image, mountPoint))
        {
            File.WriteAllText(Path.Combine(mountPoint, "synced"), "synced");
            SyncAll(mountPoint);
            File.WriteAllText(Path.Combine(mountPoint, "written"), "written");
            disk.CopyTo(copy);
        }

        using (LoopDisk.Mount(copy, mountPoint))
        {
            Assert.Equal("synced", File.ReadAllText(Path.Combine(mountPoint, "synced")));
            Assert.False(File.Exists(Path.Combine(mountPoint, "written")));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static void SyncAll(string mountPoint) => Processes.Tool.Run("sync", "--file-system", mountPoint);
}
