using Waybill.Cli.Journals;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Devices;
using Waybill.Storage.Inspection;
using Waybill.Storage.Tests.Support;

namespace Waybill.Cli.Tests.Journals;

/// <summary>A disk that cannot read some of its blocks: the rest is read.</summary>
public sealed class UnreadableBlockTests
{
    [Theory]
    [InlineData("0000000000030000.segment", 4096)]
    [InlineData("0000000000030000.segment", 0)]
    [InlineData("0000000000000000.segment", 0)]
    [InlineData("0000000000000000.segment", 4096)]
    [InlineData("0000000000031400.checkpoint", 0)]
    public async Task They_are_told_and_the_rest_is_read(string file, int block)
    {
        var simulated = new SimulatedDevice();
        await SmallFolder.WriteAsync(simulated);
        using var folder = await JournalFolder.OpenAsync(new BadBlock(simulated, file, block), CancellationToken.None);

        var reading = FolderReading.Read(folder);

        var told = Assert.Single(reading.Damage, damage => damage.Place.Reason == "the disk cannot read the block there");
        Assert.Equal((file, block), (told.Place.File, told.Place.Offset));
        Assert.True(reading.Records > 3);
        Assert.NotNull(reading.Checkpoint);
        Assert.NotNull(reading.End);
    }

    private sealed class BadBlock(SimulatedDevice device, string bad, long block) : IStorageDevice
    {
        public string Name => device.Name;

        public IReadOnlyList<string> List() => device.List();

        public IStorageFile Open(string name, bool writable)
        {
            var file = device.Open(name, writable);
            return name == bad ? new BadFile(file, block) : file;
        }

        public IStorageFile Create(string name, long length) => device.Create(name, length);

        public void Rename(string from, string to) => device.Rename(from, to);

        public void Delete(string name) => device.Delete(name);

        public void SyncDirectory() => device.SyncDirectory();

        public IDisposable? TryLock(bool shared, out int ownerProcessId) => device.TryLock(shared, out ownerProcessId);
    }

    private sealed class BadFile(IStorageFile file, long block) : IStorageFile
    {
        public long Length => file.Length;

        public int Read(long offset, Span<byte> destination) =>
            offset < block + 4096 && offset + destination.Length > block
                ? throw new IOException("Input/output error")
                : file.Read(offset, destination);

        public void Write(long offset, ReadOnlySpan<byte> source) => file.Write(offset, source);

        public void Sync() => file.Sync();

        public void Dispose() => file.Dispose();
    }
}
