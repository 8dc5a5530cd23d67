using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

public sealed class RoomTests
{
    private static readonly JournalOptions _options = new()
    {
        SegmentBytes = 64 * 1024,
        BufferBytes = 4096,
        BufferCount = 3,
        MaxRecordBytes = 1000,
    };

    [Fact]
    public async Task A_full_journal_refuses_and_takes_settlements_still()
    {
        var (journal, client) = await OpenHeldAsync();
        FillUp(journal, AppendPriority.Normal);
        Assert.True(FillUp(journal, AppendPriority.Reserved) > 0);
        Assert.True(client.Held.TryDequeue(out var batch));
        batch.Release();
        client.Proceed.Set();
        client.HoldBatches = false;
        ReleaseAll(client);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task With_all_other_buffers_held_the_last_one_is_for_settlements_until_one_comes_back()
    {
        var (journal, client) = await TestJournal.OpenAsync(new SimulatedDevice(), _options);
        client.HoldBatches = true;
        await journal.CommitAsync([1]);
        await journal.CommitAsync([2]);
        // Two of three are held: the filling one is the last.
        Assert.False(journal.TryAppend(1, [], [3], CommitLevel.Flushed, AppendPriority.Normal, out _));
        Assert.True(journal.TryAppend(1, [], [4], CommitLevel.Flushed, AppendPriority.Reserved, out var settled));
        await RecordingClient.Committing(settled);
        // Now all three are held, and nothing can be taken, until one comes back for settlements and another for everything.
        Assert.False(journal.TryAppend(1, [], [5], CommitLevel.Flushed, AppendPriority.Reserved, out _));
        Release(client);
        Assert.False(journal.TryAppend(1, [], [6], CommitLevel.Flushed, AppendPriority.Normal, out _));
        Release(client);
        Assert.True(journal.TryAppend(1, [], [7], CommitLevel.Flushed, AppendPriority.Normal, out var appended));
        await RecordingClient.Committing(appended);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_waiter_wakes_when_a_buffer_comes_back()
    {
        var (journal, client) = await TestJournal.OpenAsync(new SimulatedDevice(), _options);
        client.HoldBatches = true;
        await journal.CommitAsync([1]);
        await journal.CommitAsync([2]);
        var waiting = journal.WaitForRoomAsync(1, AppendPriority.Normal, TestContext.Current.CancellationToken).AsTask();
        Assert.False(waiting.IsCompleted);
        Release(client);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.True(journal.TryAppend(1, [], [3], CommitLevel.Flushed, AppendPriority.Normal, out _));
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_waiter_can_be_cancelled_and_leaves_the_others_waiting()
    {
        var (journal, client) = await TestJournal.OpenAsync(new SimulatedDevice(), _options);
        client.HoldBatches = true;
        await journal.CommitAsync([1]);
        await journal.CommitAsync([2]);
        using var cancel = new CancellationTokenSource();
        var cancelled = journal.WaitForRoomAsync(1, AppendPriority.Normal, cancel.Token).AsTask();
        var other = journal.WaitForRoomAsync(1, AppendPriority.Normal, TestContext.Current.CancellationToken).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(other.IsCompleted);
        Release(client);
        await other.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Closing_wakes_the_waiters()
    {
        var (journal, client) = await TestJournal.OpenAsync(new SimulatedDevice(), _options);
        client.HoldBatches = true;
        await journal.CommitAsync([1]);
        await journal.CommitAsync([2]);
        var waiting = journal.WaitForRoomAsync(1, AppendPriority.Normal, TestContext.Current.CancellationToken).AsTask();
        await journal.DisposeAsync();
        await waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_batch_is_kept_until_it_is_released_which_is_once()
    {
        var (journal, client) = await TestJournal.OpenAsync(new SimulatedDevice(), _options);
        client.HoldBatches = true;
        await journal.CommitAsync([1, 2, 3]);
        Assert.True(client.Held.TryDequeue(out var batch));
        await journal.CommitAsync([4]);
        Assert.Equal([1, 2, 3], Assert.Single(Payloads(batch)));
        batch.Release();
        Assert.Throws<InvalidOperationException>(batch.Release);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_record_larger_than_the_limit_is_refused_with_the_limit()
    {
        var (journal, _) = await TestJournal.OpenAsync(new SimulatedDevice(), _options);
        var error = Assert.Throws<ArgumentException>(() =>
            journal.TryAppend(1, new byte[500], new byte[501], CommitLevel.Flushed, AppendPriority.Normal, out _)
        );
        Assert.Contains("1000", error.Message, StringComparison.Ordinal);
        await journal.CommitAsync(new byte[1000]);
        await journal.DisposeAsync();
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        AssertNamed(new JournalOptions { SegmentBytes = 1 << 20 }, nameof(JournalOptions.BufferBytes));
        AssertNamed(new JournalOptions { SegmentBytes = 100_000 }, nameof(JournalOptions.SegmentBytes));
        AssertNamed(new JournalOptions { BufferCount = 2 }, nameof(JournalOptions.BufferCount));
        AssertNamed(new JournalOptions { BufferBytes = 4 << 20 }, nameof(JournalOptions.BufferBytes));
        AssertNamed(new JournalOptions { MaxRecordBytes = 2 << 20 }, nameof(JournalOptions.MaxRecordBytes));

        static void AssertNamed(JournalOptions options, string name) =>
            Assert.Equal(
                name,
                Assert
                    .Throws<ArgumentException>(() =>
                    {
                        options.Validate();
                    })
                    .ParamName
            );
    }

    // The writer stands still behind the first commit, whose buffer is held.
    private static async Task<(Journal Journal, RecordingClient Client)> OpenHeldAsync()
    {
        var (journal, client) = await TestJournal.OpenAsync(new SimulatedDevice(), _options);
        client.HoldBatches = true;
        client.Proceed.Reset();
        await journal.CommitAsync([1]);
        return (journal, client);
    }

    private static int FillUp(Journal journal, AppendPriority priority)
    {
        var count = 0;
        while (journal.TryAppend(1, [], new byte[40], CommitLevel.Flushed, priority, out _))
        {
            count++;
        }
        return count;
    }

    private static List<byte[]> Payloads(CommittedBatch batch)
    {
        var payloads = new List<byte[]>();
        foreach (var record in batch)
        {
            payloads.Add(record.Payload.ToArray());
        }
        return payloads;
    }

    private static void Release(RecordingClient client)
    {
        Assert.True(client.Held.TryDequeue(out var batch));
        batch.Release();
    }

    private static void ReleaseAll(RecordingClient client)
    {
        while (client.Held.TryDequeue(out var batch))
        {
            batch.Release();
        }
    }
}
