using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>On a full disk what takes room is refused and what makes room goes on, as far as the space that was reserved ahead; with room again everything goes on.</summary>
public sealed class FullDiskTests : TempDataDirectory
{
    private const int SegmentBytes = 64 * 1024;
    private static readonly byte[] s_content = [1];

    [Fact]
    public async Task What_takes_room_is_refused_and_what_makes_room_goes_on_until_there_is_room_again()
    {
        var disk = new Disk { Segments = 1 };
        var (journal, client) = await disk.OpenAsync();
        var stored = 0;
        var refused = await Assert.ThrowsAsync<StorageFullException>(async () =>
        {
            while (true)
            {
                await journal.CommitAsync(new byte[1000]);
                stored++;
            }
        });
        Assert.Contains("full", refused.Message, StringComparison.Ordinal);
        Assert.True(journal.IsFull);
        Assert.Throws<StorageFullException>(() => Append(journal, AppendPriority.Normal));
        await journal.WaitForRoomAsync(10, AppendPriority.Normal, TestContext.Current.CancellationToken);

        for (var i = 0; i < 20; i++)
        {
            await RecordingClient.Committing(Append(journal, AppendPriority.Reserved));
        }

        disk.Segments = 2;
        disk.LookAgain();
        await disk.ToldAsync();
        Assert.False(journal.IsFull);
        for (var i = 0; i < 100; i++)
        {
            await journal.CommitAsync(new byte[1000]);
            disk.Segments++;
        }

        await journal.DisposeAsync();
        Assert.Equal([true, false], disk.Told.Take(2));
        Assert.Equal(0, client.Faults);
        Assert.Equal(stored + 20 + 100, (await TestJournal.RecoverAsync(disk.Device)).Recovered.Count);
    }

    [Fact]
    public async Task What_makes_room_waits_when_the_reserve_is_used_up_and_is_not_lost()
    {
        var disk = new Disk { Segments = 1 };
        var (journal, _) = await disk.OpenAsync();
        var appended = 0;
        var waiting = Task.CompletedTask;
        while (waiting.IsCompleted && appended < 200)
        {
            if (journal.TryAppend(TestJournal.Type, [], new byte[1000], CommitLevel.Flushed, AppendPriority.Reserved, out var last))
            {
                appended++;
                waiting = last.Lsn < SegmentBytes ? RecordingClient.Committing(last) : waiting;
                await waiting;
            }
            else
            {
                waiting = journal.WaitForRoomAsync(1000, AppendPriority.Reserved, TestContext.Current.CancellationToken).AsTask();
            }
        }

        Assert.False(waiting.IsCompleted);
        disk.Segments = 3;
        disk.LookAgain();
        await waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await journal.DisposeAsync();
        Assert.Equal(appended, (await TestJournal.RecoverAsync(disk.Device)).Recovered.Count);
    }

    [Fact]
    public async Task Closing_does_not_wait_for_room()
    {
        var disk = new Disk { Segments = 1 };
        var (journal, client) = await disk.OpenAsync();
        var confirmed = 0;
        while (journal.TryAppend(TestJournal.Type, [], new byte[1000], CommitLevel.Flushed, AppendPriority.Reserved, out var last))
        {
            if (last.Lsn < SegmentBytes)
            {
                await RecordingClient.Committing(last);
                confirmed++;
            }
        }

        await journal.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(1, client.Faults);
        Assert.Equal(confirmed, (await TestJournal.RecoverAsync(disk.Device)).Recovered.Count);
    }

    [Fact]
    public async Task A_checkpoint_finds_space_that_was_reserved_for_it_and_what_it_frees_is_room()
    {
        var disk = new Disk { Segments = 4 };
        var (journal, client) = await disk.OpenAsync();
        await Assert.ThrowsAsync<StorageFullException>(async () =>
        {
            while (true)
            {
                await journal.CommitAsync(new byte[1000]);
            }
        });

        disk.CheckpointsFit = false;
        for (var i = 0; i < 2; i++)
        {
            await RecordingClient.Committing(Append(journal, AppendPriority.Reserved));
            // The reserve gives way: only a file that is made when it is gone finds room.
            journal.WriteCheckpoint(client.End, [s_content]);
        }

        Assert.True(journal.Clean(LiveAt.Nothing).Retired > 1);
        disk.LookAgain();
        await disk.ToldAsync();
        await journal.CommitAsync(new byte[1000]);
        await journal.DisposeAsync();
        Assert.Equal(0, client.Faults);
    }

    [Fact]
    public void A_real_full_disk_is_told_from_other_failures()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        using var full = new DirectoryFile(File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write), "/dev/full");

        var refused = Assert.ThrowsAny<IOException>(() => full.Write(0, new byte[1]));

        Assert.True(DiskFull.IsReportedBy(refused), refused.ToString());
        Assert.False(
            DiskFull.IsReportedBy(Assert.ThrowsAny<IOException>(() => new DirectoryDevice(Folder).Open("missing", writable: false)))
        );
    }

    private static Appended Append(Journal journal, AppendPriority priority)
    {
        Assert.True(journal.TryAppend(TestJournal.Type, [], [7], CommitLevel.Flushed, priority, out var appended));
        return appended;
    }

    /// <summary>A disk with room for so many segments, and a journal that looks again when the test says so.</summary>
    private sealed class Disk
    {
        private const string Reserve = "checkpoint.reserve";

        private readonly SemaphoreSlim _looks = new(0);
        private readonly SemaphoreSlim _found = new(0);
        private int _free;

        public SimulatedDevice Device { get; } = new();

        public int Segments { get; set; }

        /// <summary>False: there is room for a checkpoint only where the reserve was.</summary>
        public bool CheckpointsFit { get; set; } = true;

        public List<bool> Told { get; } = [];

        public Task<(Journal Journal, RecordingClient Client)> OpenAsync()
        {
            Device.Script = Decide;
            return TestJournal.OpenAsync(
                Device,
                new JournalOptions
                {
                    SegmentBytes = SegmentBytes,
                    BufferBytes = 4096,
                    LockTimeout = TimeSpan.Zero,
                    Salt = TestJournal.Small.Salt,
                    DiskFull = Tell,
                    FullPause = cancellation => WaitHandle.WaitAny([_looks.AvailableWaitHandle, cancellation.WaitHandle]),
                }
            );
        }

        public void LookAgain() => _looks.Release();

        public Task ToldAsync() => _found.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        private void Tell(bool full)
        {
            Told.Add(full);
            if (!full)
            {
                _found.Release();
            }
        }

        private SimulatedOutcome Decide(SimulatedOperation operation)
        {
            var isFull = operation switch
            {
                { Kind: SimulatedOperationKind.Create } when operation.Name.EndsWith(".segment.preparing", StringComparison.Ordinal) =>
                    Device.List().Count(IsSegment) >= Segments,
                { Kind: SimulatedOperationKind.Create } => !CheckpointsFit && !TryTake(operation.Name == Reserve ? 2 : 1),
                _ => false,
            };
            // The reserve is as large as two checkpoints.
            _free += operation is { Kind: SimulatedOperationKind.Delete, Name: Reserve } ? 2 : 0;
            return isFull ? SimulatedOutcome.DiskFull : SimulatedOutcome.Succeed;
        }

        private bool TryTake(int room)
        {
            var fits = room <= _free;
            _free -= fits ? room : 0;
            return fits;
        }

        private static bool IsSegment(string name) =>
            name.EndsWith(".segment", StringComparison.Ordinal) || name.EndsWith(".spare", StringComparison.Ordinal);
    }
}
