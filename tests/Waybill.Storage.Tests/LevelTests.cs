using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

public sealed class LevelTests
{
    [Fact]
    public async Task Only_a_batch_that_asks_for_it_is_synced()
    {
        var device = new SimulatedDevice();
        var (journal, _) = await TestJournal.OpenAsync(device);
        int Syncs() => device.Operations.Count(operation => operation.Kind == SimulatedOperationKind.Sync);
        var before = Syncs();

        await journal.CommitAsync([1], CommitLevel.Written);
        await journal.CommitAsync([2], CommitLevel.Written);
        Assert.Equal(before, Syncs());
        Assert.True(journal.DurableEnd < journal.WrittenEnd);

        await journal.CommitAsync([3], CommitLevel.Flushed);
        Assert.Equal(before + 1, Syncs());
        Assert.Equal(journal.DurableEnd, journal.WrittenEnd);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task One_flushed_append_makes_its_batch_flushed()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        client.Proceed.Reset();
        await journal.CommitAsync([]);
        var written = await journal.AppendAsync([1], CommitLevel.Written);
        var flushed = await journal.AppendAsync([2], CommitLevel.Flushed);
        var last = await journal.AppendAsync([3], CommitLevel.Written);
        client.Proceed.Set();
        await RecordingClient.Committing(written);
        Assert.Same(written.BatchState, last.BatchState);
        Assert.Same(written.BatchState, flushed.BatchState);
        var after = device.AfterPowerCut(new Random(1));
        await journal.DisposeAsync();
        Assert.Equal(
            [
                [],
                [1],
                [2],
                [3],
            ],
            (await TestJournal.RecoverAsync(after)).Recovered.Select(record => record.Payload)
        );
    }

    [Fact]
    public async Task A_clean_close_makes_everything_durable()
    {
        var device = new SimulatedDevice();
        var (journal, _) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync([1], CommitLevel.Written);
        await journal.AppendAsync([2], CommitLevel.Written);
        await journal.DisposeAsync();
        var after = device.AfterPowerCut(new Random(2));
        Assert.Equal(
            [
                [1],
                [2],
            ],
            (await TestJournal.RecoverAsync(after)).Recovered.Select(record => record.Payload)
        );
    }

    [Fact]
    public async Task Opening_and_closing_without_appends_does_not_grow_the_log()
    {
        var device = new SimulatedDevice();
        var (journal, _) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync([1]);
        await journal.DisposeAsync();
        (journal, _) = await TestJournal.OpenAsync(device);
        var end = journal.WrittenEnd;
        await journal.DisposeAsync();
        (journal, _) = await TestJournal.OpenAsync(device);
        Assert.Equal(end, journal.WrittenEnd);
        await journal.DisposeAsync();
    }
}
