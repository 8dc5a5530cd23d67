using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>What a checkpoint that could not be written leaves in the folder.</summary>
public sealed class CheckpointLeftoverTests
{
    private static readonly ReadOnlyMemory<byte> s_content = new byte[100];

    private readonly SimulatedDevice _device = new();

    /// <summary>Its name is its checkpoint's, and nobody makes it again.</summary>
    [Fact]
    public async Task What_is_left_of_a_checkpoint_that_failed_goes_with_the_next_cleaning_which_tells_what_prevents_it()
    {
        var (journal, client) = await TestJournal.OpenAsync(_device);
        await journal.CommitAsync([1]);
        var left = $"{client.End.Lsn:x16}.checkpoint.writing";
        _device.Script = operation =>
            operation.Name == left && operation.Kind is SimulatedOperationKind.Sync or SimulatedOperationKind.Delete
                ? SimulatedOutcome.Fail
                : SimulatedOutcome.Succeed;
        Assert.Throws<IOException>(() => journal.WriteCheckpoint(client.End, [s_content]));
        Assert.Contains(left, _device.List());
        Assert.Contains(left, journal.Clean(LiveAt.Nothing).Failure!.Message, StringComparison.Ordinal);

        _device.Script = static _ => SimulatedOutcome.Succeed;
        Assert.Null(journal.Clean(LiveAt.Nothing).Failure);

        Assert.DoesNotContain(left, _device.List());
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_listed_keeps_neither_a_checkpoint_from_being_written_nor_segments_from_going()
    {
        var (journal, client) = await TestJournal.OpenAsync(_device);
        for (var i = 0; i < 2; i++)
        {
            for (var from = journal.WrittenEnd; journal.WrittenEnd < from + (128 * 1024); )
            {
                await journal.CommitAsync(new byte[2000]);
            }
            _device.IsUnlisted = i > 0;
            journal.WriteCheckpoint(client.End, [s_content]);
        }

        var report = journal.Clean(LiveAt.Nothing);

        Assert.Contains("listed", report.Failure!.Message, StringComparison.Ordinal);
        Assert.InRange(report.Retired, 1, 3);
        await journal.DisposeAsync();
    }
}
