using Waybill.Storage.Checkpoints;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>The space that is kept for checkpoints, where something else than room is missing.</summary>
public sealed class CheckpointReserveTests
{
    private static readonly ReadOnlyMemory<byte> s_content = new byte[100];

    private readonly SimulatedDevice _device = new();

    [Fact]
    public void One_that_cannot_be_made_larger_serves_as_it_is()
    {
        var reserve = new CheckpointReserve(_device);
        reserve.Make(checkpointBytes: 1);
        Fail(SimulatedOperationKind.Create, CheckpointReserve.Name);

        Assert.Throws<IOException>(() => reserve.Make(checkpointBytes: 10 << 20));

        Assert.True(reserve.TryRelease());
        Assert.DoesNotContain(CheckpointReserve.Name, _device.List());
        Assert.False(reserve.TryRelease());
    }

    /// <summary>The larger one finds no room, for which the smaller one went, and then something else fails.</summary>
    [Fact]
    public void One_that_was_lost_in_making_it_larger_is_made_again()
    {
        var reserve = new CheckpointReserve(_device);
        reserve.Make(checkpointBytes: 1);
        var creates = 0;
        _device.Script = operation =>
            operation.Kind != SimulatedOperationKind.Create ? SimulatedOutcome.Succeed
            : ++creates == 1 ? SimulatedOutcome.DiskFull
            : SimulatedOutcome.Fail;
        Assert.Throws<IOException>(() => reserve.Make(checkpointBytes: 10 << 20));
        Assert.DoesNotContain(CheckpointReserve.Name, _device.List());

        _device.Script = static _ => SimulatedOutcome.Succeed;
        reserve.Make(checkpointBytes: 1);

        Assert.Contains(CheckpointReserve.Name, _device.List());
    }

    [Fact]
    public void One_that_finds_no_room_to_be_larger_is_there_as_large_as_it_was()
    {
        var reserve = new CheckpointReserve(_device);
        reserve.Make(checkpointBytes: 1 << 20);
        LeaveRoomFor(2 << 20);
        reserve.Make(checkpointBytes: 10 << 20);
        Assert.Equal(2 << 20, _device[CheckpointReserve.Name].Length);

        LeaveRoomFor(10 << 20);
        reserve.Make(checkpointBytes: 10 << 20);
        Assert.Equal(10 << 20, _device[CheckpointReserve.Name].Length);

        LeaveRoomFor(11 << 20);
        reserve.Make(checkpointBytes: 8 << 20);
        Assert.Equal(10 << 20, _device[CheckpointReserve.Name].Length);
    }

    [Fact]
    public void Where_there_is_no_room_for_two_checkpoints_there_is_for_one_or_none()
    {
        var reserve = new CheckpointReserve(_device);
        LeaveRoomFor(10 << 20);
        reserve.Make(checkpointBytes: 10 << 20);
        Assert.Equal(10 << 20, _device[CheckpointReserve.Name].Length);
        Assert.True(reserve.TryRelease());

        LeaveRoomFor(0);
        reserve.Make(checkpointBytes: 10 << 20);
        Assert.DoesNotContain(CheckpointReserve.Name, _device.List());
        Assert.False(reserve.TryRelease());
    }

    [Fact]
    public async Task One_of_an_earlier_process_serves_although_it_cannot_be_made_anew()
    {
        await (await TestJournal.OpenAsync(_device)).Journal.DisposeAsync();
        Fail(SimulatedOperationKind.Create, CheckpointReserve.Name);
        var (journal, client) = await TestJournal.OpenAsync(_device);
        await journal.CommitAsync([1]);
        _device.Script = operation =>
            operation.Name.EndsWith(".writing", StringComparison.Ordinal) && _device.List().Contains(CheckpointReserve.Name)
                ? SimulatedOutcome.DiskFull
                : SimulatedOutcome.Succeed;

        journal.WriteCheckpoint(client.End, [s_content]);

        Assert.Contains($"{client.End.Lsn:x16}.checkpoint", _device.List());
        await journal.DisposeAsync();
    }

    /// <summary>Two files, with their headers and checksums.</summary>
    [Fact]
    public async Task One_is_as_large_behind_an_opening_as_behind_the_checkpoint()
    {
        var (journal, client) = await TestJournal.OpenAsync(_device);
        await journal.CommitAsync([1]);
        journal.WriteCheckpoint(client.End, [new byte[2 << 20]]);
        var bytes = _device[CheckpointReserve.Name].Length;
        Assert.Equal(2 * _device[$"{client.End.Lsn:x16}.checkpoint"].Length, bytes);
        await journal.DisposeAsync();

        (journal, _) = await TestJournal.OpenAsync(_device);

        Assert.Equal(bytes, _device[CheckpointReserve.Name].Length);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task One_that_cannot_be_made_keeps_no_journal_closed()
    {
        Fail(SimulatedOperationKind.Create, CheckpointReserve.Name);

        var (journal, _) = await TestJournal.OpenAsync(_device);

        Assert.Contains(CheckpointReserve.Name, journal.Clean(LiveAt.Nothing).Failure!.Message, StringComparison.Ordinal);
        await journal.DisposeAsync();
    }

    /// <summary>It is used for the checkpoint although what was written of it at first can be neither finished nor deleted.</summary>
    [Fact]
    public async Task It_is_found_that_room_is_missing_also_where_a_file_cannot_be_deleted()
    {
        var (journal, client) = await TestJournal.OpenAsync(_device);
        await journal.CommitAsync([1]);
        var isFull = true;
        _device.Script = operation =>
            operation.Name.EndsWith(".writing", StringComparison.Ordinal) && isFull
                ? operation.Kind switch
                {
                    SimulatedOperationKind.Write => SimulatedOutcome.DiskFull,
                    SimulatedOperationKind.Delete => SimulatedOutcome.Fail,
                    _ => SimulatedOutcome.Succeed,
                }
            : operation is { Kind: SimulatedOperationKind.Delete, Name: CheckpointReserve.Name } ? MakeRoom()
            : SimulatedOutcome.Succeed;

        journal.WriteCheckpoint(client.End, [s_content]);

        Assert.Contains($"{client.End.Lsn:x16}.checkpoint", _device.List());
        await journal.DisposeAsync();

        SimulatedOutcome MakeRoom()
        {
            isFull = false;
            return SimulatedOutcome.Succeed;
        }
    }

    private void LeaveRoomFor(long bytes) =>
        _device.Script = operation =>
            operation.Kind == SimulatedOperationKind.Create && operation.End > bytes ? SimulatedOutcome.DiskFull : SimulatedOutcome.Succeed;

    private void Fail(SimulatedOperationKind kind, string name) =>
        _device.Script = operation => operation.Kind == kind && operation.Name == name ? SimulatedOutcome.Fail : SimulatedOutcome.Succeed;
}
