using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

public sealed class RecoveryThreadTests
{
    [Theory]
    [InlineData(64 * 1024, true)]
    [InlineData((64 * 1024) - 1, false)]
    public async Task A_short_journal_is_recovered_at_once_and_a_long_one_elsewhere(long atOnce, bool expected)
    {
        var device = new SimulatedDevice();
        var (journal, _) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync([1]);
        await journal.DisposeAsync();

        // Opened on a thread that belongs to nobody else.
        var client = new ThreadClient();
        Task<Journal>? opening = null;
        var caller = new Thread(() => opening = Journal.OpenAsync(device, client, Options(atOnce), TestContext.Current.CancellationToken));
        caller.Start();
        Assert.True(caller.Join(TimeSpan.FromSeconds(30)), "Opening blocks.");
        await using (await opening!)
        {
            Assert.Equal(expected, client.Recovered == caller);
            Assert.NotNull(client.Recovered);
        }
    }

    private static JournalOptions Options(long atOnce) =>
        new()
        {
            SegmentBytes = TestJournal.Small.SegmentBytes,
            BufferBytes = TestJournal.Small.BufferBytes,
            LockTimeout = TimeSpan.Zero,
            RecoveredAtOnceBytes = atOnce,
        };

    private sealed class ThreadClient : IJournalClient
    {
        public Thread? Recovered { get; private set; }

        public void OnCheckpoint(long lsn, Stream content) { }

        public void OnRecovered(in JournalRecord record) => Recovered = Thread.CurrentThread;

        public object CreateBatchState() => new();

        public void OnCommitted(CommittedBatch batch) => batch.Release();

        public void OnFaulted(StorageFaultedException fault, IReadOnlyList<object> uncommitted) { }
    }
}
