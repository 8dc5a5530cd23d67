using Waybill.Cli.Journals;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Inspection;
using Waybill.Storage.Tests.Support;

namespace Waybill.Cli.Tests.Journals;

/// <summary>A disk that cannot read some of its blocks: the rest is read.</summary>
public sealed class UnreadableBlockTests
{
    private const int BlockBytes = 4096;

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
        using var folder = await JournalFolder.OpenAsync(new UnreadableDevice(simulated, file, block, BlockBytes), CancellationToken.None);

        var reading = FolderReading.Read(folder);

        var told = Assert.Single(reading.Damage, damage => damage.Place.Reason == "the disk cannot read the block there");
        Assert.Equal((file, block), (told.Place.File, told.Place.Offset));
        Assert.True(reading.Records > 3);
        Assert.NotNull(reading.Checkpoint);
        Assert.NotNull(reading.End);
    }
}
