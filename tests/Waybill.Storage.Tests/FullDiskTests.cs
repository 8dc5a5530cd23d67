using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;
using Waybill.Storage.Threads;

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
        var stored = await FillAsync(journal);
        var refused = Assert.Throws<StorageFullException>(() => Append(journal, AppendPriority.Normal));
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
        var confirmed = await UseUpAsync(journal);

        await journal.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        // Nothing was accepted that found no place.
        Assert.Equal(0, client.Faults);
        Assert.Equal(confirmed, (await TestJournal.RecoverAsync(disk.Device)).Recovered.Count);
    }

    [Fact]
    public async Task Nothing_is_accepted_for_a_segment_that_is_not_there_yet()
    {
        var threads = new HeldThreads();
        var disk = new Disk { Segments = 1, Threads = threads };
        var (journal, client) = await disk.OpenAsync();
        var confirmed = 0;
        foreach (var priority in (AppendPriority[])[AppendPriority.Normal, AppendPriority.Reserved, AppendPriority.Last])
        {
            while (journal.TryAppend(TestJournal.Type, [], new byte[100], CommitLevel.Flushed, priority, out var last))
            {
                await RecordingClient.Committing(last);
                confirmed++;
            }
        }

        // Whether the disk is full is not known yet.
        Assert.False(journal.IsFull);
        Assert.Equal(SegmentBytes - 512, journal.WrittenEnd);
        var room = journal.WaitForRoomAsync(100, AppendPriority.Normal, TestContext.Current.CancellationToken);
        threads.Release();
        await room;
        Assert.Throws<StorageFullException>(() => Append(journal, AppendPriority.Normal));
        await journal.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(0, client.Faults);
        Assert.Equal(confirmed, (await TestJournal.RecoverAsync(disk.Device)).Recovered.Count);
    }

    /// <summary>Whether the disk is full is known when the next segment is asked for: what publishers take before must not be what outcomes will need.</summary>
    [Fact]
    public async Task What_takes_room_leaves_an_eighth_of_the_segment_until_there_is_a_next_one()
    {
        var threads = new HeldThreads();
        var disk = new Disk { Segments = 1, Threads = threads };
        var (journal, _) = await disk.OpenAsync();
        while (journal.TryAppend(TestJournal.Type, [], new byte[100], CommitLevel.Flushed, AppendPriority.Normal, out var last))
        {
            await RecordingClient.Committing(last);
        }

        Assert.InRange(SegmentBytes - journal.WrittenEnd, SegmentBytes / 8, SegmentBytes / 4);
        threads.Release();
        await journal.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_segment_that_could_not_be_made_is_tried_once_more_and_waited_for_when_the_disk_is_full(bool isFull)
    {
        var disk = new Disk { Segments = 1, First = isFull ? SimulatedOutcome.DiskFull : SimulatedOutcome.Fail };
        var (journal, client) = await disk.OpenAsync();
        if (!isFull)
        {
            disk.LookAgain();
        }
        var stored = await FillAsync(journal);
        Assert.True(journal.IsFull);
        await RecordingClient.Committing(Append(journal, AppendPriority.Reserved));
        disk.Segments = 2;
        disk.LookAgain();
        await disk.ToldAsync();
        await journal.CommitAsync(new byte[1000]);
        await journal.DisposeAsync();

        Assert.Equal(0, client.Faults);
        Assert.Equal(stored + 2, (await TestJournal.RecoverAsync(disk.Device)).Recovered.Count);
    }

    /// <summary>With less room left in its segment than a batch begins with.</summary>
    [Fact]
    public async Task A_journal_that_opens_on_a_full_disk_takes_what_makes_room()
    {
        var disk = new Disk { Segments = 1, BufferBytes = SegmentBytes / 4 };
        var (journal, _) = await disk.OpenAsync();
        var stored = await FillAsync(journal);
        while (SegmentBytes - journal.WrittenEnd > 20 * 512)
        {
            await RecordingClient.Committing(Append(journal, AppendPriority.Reserved));
            stored++;
        }

        await journal.DisposeAsync();
        var (again, client) = await disk.OpenAsync();
        while (!again.IsFull)
        {
            await Task.Yield();
        }

        Assert.Throws<StorageFullException>(() => Append(again, AppendPriority.Normal));
        await RecordingClient.Committing(Append(again, AppendPriority.Reserved));
        await RecordingClient.Committing(Append(again, AppendPriority.Last));
        disk.Segments = 2;
        disk.LookAgain();
        await disk.ToldAsync();
        await again.CommitAsync(new byte[1000]);
        await again.DisposeAsync();
        Assert.Equal(0, client.Faults);
        Assert.Equal(stored + 3, (await TestJournal.RecoverAsync(disk.Device)).Recovered.Count);
    }

    [Fact]
    public async Task What_lets_segments_go_has_sectors_that_nothing_else_uses_up()
    {
        var disk = new Disk { Segments = 3 };
        var (journal, client) = await disk.OpenAsync();
        await UseUpAsync(journal);

        for (var i = 0; i < 2; i++)
        {
            Assert.False(journal.TryAppend(TestJournal.Type, [], [7], CommitLevel.Flushed, AppendPriority.Reserved, out _));
            await RecordingClient.Committing(Append(journal, AppendPriority.Last));
            journal.WriteCheckpoint(client.End, [s_content]);
        }

        Assert.Equal(2, journal.Clean(LiveAt.Nothing).Retired);
        var room = journal.WaitForRoomAsync(1, AppendPriority.Reserved, TestContext.Current.CancellationToken);
        disk.LookAgain();
        await room;
        // Room for a segment comes first, and then the segment.
        await disk.ToldAsync();
        await journal.WaitForRoomAsync(1, AppendPriority.Reserved, TestContext.Current.CancellationToken);
        await RecordingClient.Committing(Append(journal, AppendPriority.Reserved));
        await journal.CommitAsync(new byte[1000]);
        await journal.DisposeAsync();
        Assert.Equal(0, client.Faults);
    }

    /// <summary>What is deleted on a full disk others take.</summary>
    [Fact]
    public async Task A_file_that_was_let_go_of_becomes_the_next_segment_where_there_is_room_for_no_other()
    {
        var disk = new Disk { Segments = 3 };
        var (journal, client) = await disk.OpenAsync();
        await UseUpAsync(journal);
        await CheckpointTwiceAsync(journal, client);

        disk.Segments = 0;
        Assert.Equal(2, journal.Clean(LiveAt.Nothing).Retired);
        disk.LookAgain();
        await disk.ToldAsync();
        await journal.CommitAsync(new byte[1000]);
        await journal.DisposeAsync();

        Assert.Equal(0, client.Faults);
        Assert.DoesNotContain(
            disk.Device.Operations,
            operation => operation.Kind == SimulatedOperationKind.Delete && operation.Name.EndsWith(".spare", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Segments_of_which_little_is_needed_are_written_anew_in_the_space_that_is_kept_for_checkpoints()
    {
        var disk = new Disk { Segments = 3 };
        var (journal, client) = await disk.OpenAsync();
        var first = await journal.CommitAsync(new byte[1000]);
        await UseUpAsync(journal);
        await CheckpointTwiceAsync(journal, client);

        disk.CheckpointsFit = false;
        var needed = new[] { first.Lsn, SegmentBytes + first.Lsn };
        var report = journal.Clean(new LiveAt(needed));

        Assert.Equal((0, 2), (report.Retired, report.Rewritten));
        Assert.Contains("checkpoint.reserve", disk.Device.List());
        Assert.All(needed, lsn => Assert.Equal(lsn, journal.ReadRecord(lsn).Lsn));
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task That_space_is_kept_again_where_a_file_that_cannot_go_stands_beside_them()
    {
        var disk = new Disk { Segments = 3 };
        var (journal, client) = await disk.OpenAsync();
        await UseUpAsync(journal);
        await CheckpointTwiceAsync(journal, client);

        disk.CheckpointsFit = false;
        disk.Fails = static operation => operation.Name.EndsWith(".spare", StringComparison.Ordinal);
        var needed = client.Committed.First(record => record.Lsn > SegmentBytes).Lsn;
        var report = journal.Clean(new LiveAt(needed));

        Assert.Contains(
            disk.Device.Operations,
            static operation => operation is { Kind: SimulatedOperationKind.Delete, Name: Disk.Reserve }
        );
        Assert.Contains(Disk.Reserve, disk.Device.List());
        Assert.Equal((0, 1), (report.Retired, report.Rewritten));
        Assert.IsType<IOException>(report.Failure);
        Assert.Equal(needed, journal.ReadRecord(needed).Lsn);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_written_though_that_space_was_given_up_leaves_it_to_the_next()
    {
        var disk = new Disk { Segments = 4 };
        var (journal, client) = await disk.OpenAsync();
        await FillAsync(journal);
        await RecordingClient.Committing(Append(journal, AppendPriority.Reserved));
        disk.CheckpointsFit = false;
        disk.Fails = static operation =>
            operation.Kind == SimulatedOperationKind.Write && operation.Name.Contains(".checkpoint", StringComparison.Ordinal);

        Assert.Throws<IOException>(() => journal.WriteCheckpoint(client.End, [s_content]));

        Assert.Contains(
            disk.Device.Operations,
            static operation => operation is { Kind: SimulatedOperationKind.Delete, Name: Disk.Reserve }
        );
        Assert.Contains(Disk.Reserve, disk.Device.List());
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Without_that_space_they_stay_as_they_are()
    {
        var disk = new Disk { Segments = 3, ReserveFits = false };
        var (journal, client) = await disk.OpenAsync();
        var first = await journal.CommitAsync(new byte[1000]);
        await UseUpAsync(journal);
        await CheckpointTwiceAsync(journal, client);

        disk.CheckpointsFit = false;
        var report = journal.Clean(new LiveAt(first.Lsn, SegmentBytes + first.Lsn));

        Assert.Equal((0, 0), (report.Retired, report.Rewritten));
        Assert.Equal(first.Lsn, journal.ReadRecord(first.Lsn).Lsn);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task What_makes_room_shares_its_sectors()
    {
        const int Together = 7;
        var disk = new Disk { Segments = 1 };
        var (journal, _) = await disk.OpenAsync();
        await FillAsync(journal);
        var company = new List<Appended>();
        disk.Gather = () =>
        {
            while (company.Count < Together - 1)
            {
                company.Add(Append(journal, AppendPriority.Reserved));
            }
        };

        var first = Append(journal, AppendPriority.Reserved);
        await RecordingClient.Committing(first);

        Assert.Equal(Together - 1, company.Count);
        Assert.All(company, other => Assert.Equal(first.BatchLsn, other.BatchLsn));
        Assert.Equal(512, journal.WrittenEnd - first.BatchLsn);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_checkpoint_finds_space_that_was_reserved_for_it_and_what_it_frees_is_room()
    {
        var disk = new Disk { Segments = 4 };
        var (journal, client) = await disk.OpenAsync();
        await FillAsync(journal);

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

    /// <summary>As .NET tells of it on macOS, where the journal lets it reserve space.</summary>
    [Fact]
    public void A_full_disk_that_is_told_in_words_only_gets_its_number()
    {
        var told = new IOException("Failed to create 'x' with allocation size '1' because the disk was full.");

        Assert.False(DiskFull.IsReportedBy(told));
        Assert.True(DiskFull.IsInWordsOnly(told));
        Assert.True(DiskFull.IsReportedBy(DiskFull.WithNumber(told)));
        Assert.Equal(told.Message, DiskFull.WithNumber(told).Message);
        Assert.False(DiskFull.IsInWordsOnly(DiskFull.WithNumber(told)));
        Assert.False(
            DiskFull.IsInWordsOnly(Assert.ThrowsAny<IOException>(() => new DirectoryDevice(Folder).Open("missing", writable: false)))
        );
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

    // As far as what takes room may go.
    private static async Task<int> FillAsync(Journal journal)
    {
        var stored = 0;
        await Assert.ThrowsAsync<StorageFullException>(async () =>
        {
            while (true)
            {
                await journal.CommitAsync(new byte[1000]);
                stored++;
            }
        });
        return stored;
    }

    // As far as what makes room may go.
    private static async Task<int> UseUpAsync(Journal journal)
    {
        var stored = await FillAsync(journal);
        foreach (var bytes in (int[])[1000, 1])
        {
            while (journal.TryAppend(TestJournal.Type, [], new byte[bytes], CommitLevel.Flushed, AppendPriority.Reserved, out var last))
            {
                await RecordingClient.Committing(last);
                stored++;
            }
        }

        return stored;
    }

    private static Appended Append(Journal journal, AppendPriority priority)
    {
        Assert.True(journal.TryAppend(TestJournal.Type, [], [7], CommitLevel.Flushed, priority, out var appended));
        return appended;
    }

    private static async Task CheckpointTwiceAsync(Journal journal, RecordingClient client)
    {
        for (var i = 0; i < 2; i++)
        {
            await RecordingClient.Committing(Append(journal, AppendPriority.Last));
            journal.WriteCheckpoint(client.End, [s_content]);
        }
    }

    /// <summary>A disk with room for so many segments, and a journal that looks again when the test says so.</summary>
    private sealed class Disk
    {
        public const string Reserve = "checkpoint.reserve";

        private readonly SemaphoreSlim _looks = new(0);
        private readonly SemaphoreSlim _found = new(0);
        private int _free;

        public SimulatedDevice Device { get; } = new();

        public int Segments { get; set; }

        public int BufferBytes { get; init; } = 4096;

        /// <summary>False: there is room for a checkpoint, or to write a segment anew, only where the reserve was.</summary>
        public bool CheckpointsFit { get; set; } = true;

        public bool ReserveFits { get; init; } = true;

        /// <summary>What becomes of the first attempt to make the second segment.</summary>
        public SimulatedOutcome First { get; set; }

        /// <summary>What fails for another reason than that there is no room.</summary>
        public Func<SimulatedOperation, bool> Fails { get; set; } = static _ => false;

        public List<bool> Told { get; } = [];

        public IThreads Threads { get; init; } = OwnThreads.Instance;

        /// <summary>While a batch waits for company; from the journal's thread.</summary>
        public Action Gather { get; set; } = static () => { };

        public Task<(Journal Journal, RecordingClient Client)> OpenAsync()
        {
            Device.Script = Decide;
            return TestJournal.OpenAsync(
                Device,
                new JournalOptions
                {
                    SegmentBytes = SegmentBytes,
                    BufferBytes = BufferBytes,
                    LockTimeout = TimeSpan.Zero,
                    Salt = TestJournal.Small.Salt,
                    DiskFull = Tell,
                    FullGather = () => Gather(),
                    Threads = Threads,
                    FullPause = cancellation => WaitHandle.WaitAny([_looks.AvailableWaitHandle, cancellation.WaitHandle]),
                }
            );
        }

        public void LookAgain() => _looks.Release();

        public Task ToldAsync() => _found.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        private void Tell(long? needed)
        {
            Told.Add(needed is not null);
            if (needed is null)
            {
                _found.Release();
            }
        }

        private SimulatedOutcome Decide(SimulatedOperation operation)
        {
            if (operation.Kind == SimulatedOperationKind.Create && IsNewSegment(operation.Name) && Device.List().Any(IsSegment))
            {
                var first = First;
                First = SimulatedOutcome.Succeed;
                if (first != SimulatedOutcome.Succeed)
                {
                    return first;
                }
            }

            if (Fails(operation))
            {
                return SimulatedOutcome.Fail;
            }

            var isFull = operation switch
            {
                { Kind: SimulatedOperationKind.Create, Name: Reserve } when !ReserveFits => true,
                { Kind: SimulatedOperationKind.Create } when IsNewSegment(operation.Name) => Device.List().Count(IsSegment) >= Segments,
                { Kind: SimulatedOperationKind.Create } => !CheckpointsFit && !TryTake(operation.Name == Reserve ? 2 : 1),
                _ => false,
            };
            // The reserve is as large as two checkpoints.
            _free += operation is { Kind: SimulatedOperationKind.Delete, Name: Reserve } ? 2 : 0;
            _free +=
                operation is { Kind: SimulatedOperationKind.Delete } && operation.Name.EndsWith(".writing", StringComparison.Ordinal)
                    ? 1
                    : 0;
            // A segment that is written anew leaves much more.
            _free += operation.Kind == SimulatedOperationKind.Rename && Device.List().Contains(operation.Name) ? 4 : 0;
            return isFull ? SimulatedOutcome.DiskFull : SimulatedOutcome.Succeed;
        }

        private bool TryTake(int room)
        {
            var fits = room <= _free;
            _free -= fits ? room : 0;
            return fits;
        }

        private bool IsNewSegment(string name) =>
            name.EndsWith(".segment.preparing", StringComparison.Ordinal) && !Device.List().Contains(name[..^".preparing".Length]);

        private static bool IsSegment(string name) =>
            name.EndsWith(".segment", StringComparison.Ordinal) || name.EndsWith(".spare", StringComparison.Ordinal);
    }
}
