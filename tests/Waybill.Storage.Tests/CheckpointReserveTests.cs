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

    private void Fail(SimulatedOperationKind kind, string name) =>
        _device.Script = operation => operation.Kind == kind && operation.Name == name ? SimulatedOutcome.Fail : SimulatedOutcome.Succeed;
}
