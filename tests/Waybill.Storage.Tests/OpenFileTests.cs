using Waybill.Storage.Inspection;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>What cannot be opened leaves nothing open, and no lock.</summary>
public sealed class OpenFileTests
{
    private const string First = "0000000000000000.segment";
    private const string Second = "0000000000010000.segment";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("header")]
    [InlineData("missing")]
    [InlineData("medium")]
    [InlineData("open")]
    [InlineData("length")]
    [InlineData("record")]
    public async Task A_journal_that_cannot_be_opened(string damage)
    {
        var (device, files) = await DamagedAsync(damage);

        await Assert.ThrowsAnyAsync<Exception>(() => TestJournal.OpenAsync(files));
        Assert.Equal(0, files.IsOpen);
        await Assert.ThrowsAnyAsync<Exception>(() => JournalReader.OpenAsync(files, new RecordingClient(), null, Cancelled));
        Assert.Equal(0, files.IsOpen);
        using var held = device.TryLock(shared: false, out _);
        Assert.NotNull(held);
    }

    [Theory]
    [InlineData("header")]
    [InlineData("missing")]
    [InlineData("medium")]
    [InlineData("record")]
    public async Task A_folder_that_is_looked_at_all_the_same(string damage)
    {
        var (_, files) = await DamagedAsync(damage);

        using (var folder = await JournalFolder.OpenAsync(files, Cancelled))
        {
            Assert.NotEmpty(new LogWalk(folder).Items());
        }

        Assert.Equal(0, files.IsOpen);
    }

    [Theory]
    [InlineData("open")]
    [InlineData("length")]
    public async Task A_folder_that_cannot_be_looked_at(string damage)
    {
        var (device, files) = await DamagedAsync(damage);

        await Assert.ThrowsAsync<IOException>(() => JournalFolder.OpenAsync(files, Cancelled));
        Assert.Equal(0, files.IsOpen);
        using var held = device.TryLock(shared: false, out _);
        Assert.NotNull(held);
    }

    // A journal of some segments. Its first segment's header is damaged where the second one is to be opened: what tells the size of the segments then is another.
    private static async Task<(SimulatedDevice Device, CountingDevice Files)> DamagedAsync(string damage)
    {
        var device = new SimulatedDevice();
        var (journal, _) = await TestJournal.OpenAsync(device);
        for (var i = 0; i < 150; i++)
        {
            await journal.CommitAsync(new byte[1000]);
        }
        await journal.DisposeAsync();
        var files = new CountingDevice(damage == "medium" ? new UnreadableDevice(device, Second, 0, 64) : device);
        switch (damage)
        {
            case "header":
                device[First].Flip(20, 1);
                break;
            case "missing":
                device.Delete(Second);
                break;
            case "open":
                files.Refuses = name => name.EndsWith(Second, StringComparison.Ordinal);
                break;
            case "length":
                files.HidesLength = name => name.EndsWith(Second, StringComparison.Ordinal);
                break;
            case "record":
                device[First].Flip(8192, 1);
                break;
        }
        return (device, files);
    }
}
