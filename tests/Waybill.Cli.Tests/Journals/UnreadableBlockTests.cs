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
    [InlineData("0000000000030000.segment", 4096, 0x31000)]
    [InlineData("0000000000030000.segment", 0, 0x30000)]
    [InlineData("0000000000000000.segment", 0, 0)]
    [InlineData("0000000000000000.segment", 4096, 0)]
    [InlineData("0000000000031400.checkpoint", 0, 0x31400)]
    public async Task They_are_told_and_the_rest_is_read(string file, int block, long lsn)
    {
        var simulated = new SimulatedDevice();
        await SmallFolder.WriteAsync(simulated);
        using var folder = await JournalFolder.OpenAsync(new UnreadableDevice(simulated, file, block, BlockBytes), CancellationToken.None);

        var reading = FolderReading.Read(folder);

        var told = Assert.Single(reading.Damage, damage => damage.Place.Reason == "the disk cannot read the block there");
        Assert.Equal((file, block, lsn), (told.Place.File, told.Place.Offset, told.Place.Lsn));
        Assert.True(reading.Records > 3);
        Assert.NotNull(reading.Checkpoint);
        Assert.NotNull(reading.End);
    }

    /// <summary>A record of a sparse segment stands anywhere in the file: the directory says which it is, or which one before it.</summary>
    [Theory]
    [InlineData(8192, 0)]
    [InlineData(12288, 2)]
    public async Task In_a_sparse_segment_the_position_is_a_records(int block, int record)
    {
        var simulated = new SimulatedDevice();
        var lsns = new List<long>();
        await using (var writer = await JournalWriter.OpenAsync(simulated))
        {
            for (var i = 0; i < 4; i++)
            {
                lsns.Add(await writer.PublishAsync(new string('x', 3000), "b"));
            }

            await writer.FlowAsync(segments: 3);
            writer.Checkpoint();
            await writer.FlowAsync(segments: 4);
            writer.Checkpoint();
        }

        const string Sparse = "0000000000000000.segment";
        using var folder = await JournalFolder.OpenAsync(
            new UnreadableDevice(simulated, Sparse, block, BlockBytes),
            CancellationToken.None
        );

        var reading = FolderReading.Read(folder);

        var told = Assert.Single(reading.Damage, damage => damage.Place.Reason == "the disk cannot read the block there");
        Assert.Equal((Sparse, block, lsns[record]), (told.Place.File, told.Place.Offset, told.Place.Lsn));
    }
}
