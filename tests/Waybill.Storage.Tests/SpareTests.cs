using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>The files of segments that go become segments again, or room on the disk: whatever fails on the way, none is forgotten.</summary>
public sealed class SpareTests
{
    private const int SegmentBytes = 64 * 1024;

    [Theory]
    [InlineData(nameof(SimulatedOperationKind.Rename))]
    [InlineData(nameof(SimulatedOperationKind.Delete))]
    public async Task What_fails_while_segments_go_is_done_the_next_time(string failing)
    {
        var kind = Enum.Parse<SimulatedOperationKind>(failing);
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await GoToAsync(journal, client, segment: 8);
        journal.Clean(LiveAt.Nothing);
        await CheckpointAsync(journal, client);
        // The second file that it comes to.
        var left = 2;
        device.Script = operation => operation.Kind == kind && --left == 0 ? SimulatedOutcome.Fail : SimulatedOutcome.Succeed;
        var failed = false;
        for (var i = 0; i < 3 && !failed; i++)
        {
            failed = journal.Clean(LiveAt.Nothing).Failure is IOException;
        }
        Assert.True(failed);
        device.Script = _ => SimulatedOutcome.Succeed;

        journal.Clean(LiveAt.Nothing);
        journal.Clean(LiveAt.Nothing);

        Assert.Equal(2, Spares(device));
        Assert.Equal(1, Segments(device));
        var created = Created(device);
        await GoToAsync(journal, client, segment: 10);
        Assert.Equal(created, Created(device));
        await journal.DisposeAsync();
        Assert.Equal(0, client.Faults);
    }

    /// <summary>That a second sync succeeds proves nothing, and a power cut could bring the name of the log back over a file that is another segment by then.</summary>
    [Fact]
    public async Task After_a_failed_sync_of_the_folder_none_serves_and_the_next_cleaning_deletes_them()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await GoToAsync(journal, client, segment: 8);
        journal.Clean(LiveAt.Nothing);
        await CheckpointAsync(journal, client);
        device.Script = static operation =>
            operation.Kind == SimulatedOperationKind.SyncDirectory ? SimulatedOutcome.Fail : SimulatedOutcome.Succeed;
        Assert.IsType<IOException>(journal.Clean(LiveAt.Nothing).Failure);
        device.Script = static _ => SimulatedOutcome.Succeed;
        var spares = Spares(device);
        Assert.InRange(spares, 1, int.MaxValue);

        await GoToAsync(journal, client, segment: 12);

        Assert.Equal(spares, Spares(device));
        journal.Clean(LiveAt.Nothing);
        Assert.Equal(0, Spares(device));
        await journal.DisposeAsync();
        Assert.Equal(0, client.Faults);
    }

    [Fact]
    public async Task One_that_cannot_be_written_is_room()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await GoToAsync(journal, client, segment: 4);
        await CheckpointAsync(journal, client);
        journal.Clean(LiveAt.Nothing);
        device.Script = operation =>
            operation.Kind == SimulatedOperationKind.Write && operation.Name.EndsWith(".spare", StringComparison.Ordinal)
                ? SimulatedOutcome.Fail
                : SimulatedOutcome.Succeed;

        await GoToAsync(journal, client, segment: 12);

        Assert.Equal(0, Spares(device));
        await journal.DisposeAsync();
        Assert.Equal(0, client.Faults);
    }

    /// <summary>As when too many files are open.</summary>
    [Fact]
    public async Task One_that_cannot_be_opened_now_is_used_later()
    {
        var simulated = new SimulatedDevice();
        var device = new CountingDevice(simulated);
        var (journal, client) = await TestJournal.OpenAsync(device);
        await GoToAsync(journal, client, segment: 4);
        await CheckpointAsync(journal, client);
        journal.Clean(LiveAt.Nothing);
        var spares = Spares(simulated);
        device.Refuses = static name => name.EndsWith(".spare", StringComparison.Ordinal);
        await GoToAsync(journal, client, segment: 6);
        Assert.Equal(spares, Spares(simulated));
        device.Refuses = static _ => false;

        await GoToAsync(journal, client, segment: 12);

        Assert.Equal(0, Spares(simulated));
        await journal.DisposeAsync();
        Assert.Equal(0, client.Faults);
        Assert.Equal(0, device.IsOpen);
    }

    [Fact]
    public async Task One_whose_length_cannot_be_told_is_not_left_open()
    {
        var device = new CountingDevice(new SimulatedDevice());
        var (journal, client) = await TestJournal.OpenAsync(device);
        await GoToAsync(journal, client, segment: 4);
        await CheckpointAsync(journal, client);
        journal.Clean(LiveAt.Nothing);
        device.HidesLength = static name => name.EndsWith(".spare", StringComparison.Ordinal);

        await GoToAsync(journal, client, segment: 12);

        await journal.DisposeAsync();
        Assert.Equal((0, 0), (client.Faults, device.IsOpen));
    }

    private static async Task GoToAsync(Journal journal, RecordingClient client, int segment)
    {
        while (client.End.Lsn < (long)segment * SegmentBytes)
        {
            await journal.CommitAsync(new byte[2000]);
        }
    }

    private static async Task CheckpointAsync(Journal journal, RecordingClient client)
    {
        for (var i = 0; i < 2; i++)
        {
            await journal.CommitAsync([1]);
            journal.WriteCheckpoint(client.End, [new byte[1]]);
        }
    }

    private static int Spares(SimulatedDevice device) => Count(device, ".spare");

    private static int Segments(SimulatedDevice device) => Count(device, ".segment");

    private static int Count(SimulatedDevice device, string ending) =>
        device.List().Count(name => name.EndsWith(ending, StringComparison.Ordinal));

    private static int Created(SimulatedDevice device) =>
        device.Operations.Count(operation =>
            operation.Kind == SimulatedOperationKind.Create && operation.Name.Contains(".segment", StringComparison.Ordinal)
        );
}
