using Waybill.Storage.Devices;
using Waybill.Storage.Segments;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

public sealed class SegmentTests : TempDataDirectory
{
    [Fact]
    public async Task Segments_follow_each_other_with_their_full_length_and_no_batch_crosses_a_boundary()
    {
        var (journal, client) = await TestJournal.OpenAsync(new DirectoryDevice(Folder));
        var segmentBytes = TestJournal.Small.SegmentBytes;
        client.Observer = batch =>
        {
            Assert.Equal(batch.Lsn / segmentBytes, (batch.Lsn + batch.Length - 1) / segmentBytes);
            Assert.InRange(batch.Lsn % segmentBytes, JournalFormat.SegmentHeaderBytes, segmentBytes - JournalFormat.BatchAlignment);
        };
        for (var i = 0; i < 400; i++)
        {
            await journal.AppendAsync(new byte[1000]);
        }
        await journal.DisposeAsync();
        Assert.Equal(0, client.Faults);
        var files = Directory.GetFiles(Folder, "*.segment").Order(StringComparer.Ordinal).ToArray();
        Assert.True(files.Length > 6);
        for (var i = 0; i < files.Length; i++)
        {
            Assert.Equal($"{i * segmentBytes:x16}.segment", Path.GetFileName(files[i]));
            Assert.Equal(segmentBytes, new FileInfo(files[i]).Length);
        }
        Assert.Empty(Directory.GetFiles(Folder, "*.preparing"));
    }

    [Fact]
    public async Task An_existing_journal_keeps_its_segment_size()
    {
        await TestJournal.RecoverAsync(new DirectoryDevice(Folder));
        var other = new JournalOptions { SegmentBytes = 256 * 1024, BufferBytes = 8192 };
        var (journal, _) = await TestJournal.OpenAsync(new DirectoryDevice(Folder), other);
        for (var i = 0; i < 100; i++)
        {
            await journal.AppendAsync(new byte[1000]);
        }
        await journal.DisposeAsync();
        Assert.All(Directory.GetFiles(Folder, "*.segment"), file => Assert.Equal(64 * 1024, new FileInfo(file).Length));
        Assert.Equal(100, (await TestJournal.RecoverAsync(new DirectoryDevice(Folder), other)).Recovered.Count);

        var tooLarge = new JournalOptions { SegmentBytes = 256 * 1024, BufferBytes = 32 * 1024 };
        var error = await Assert.ThrowsAsync<ArgumentException>(() => TestJournal.OpenAsync(new DirectoryDevice(Folder), tooLarge));
        Assert.Equal(nameof(JournalOptions.BufferBytes), error.ParamName);
    }

    [Fact]
    public async Task A_half_made_segment_is_made_again()
    {
        await TestJournal.RecoverAsync(new DirectoryDevice(Folder));
        var leftover = Path.Combine(Folder, "0000000000010000.segment.preparing");
        await File.WriteAllBytesAsync(leftover, [1, 2, 3], TestContext.Current.CancellationToken);
        await TestJournal.RecoverAsync(new DirectoryDevice(Folder));
        Assert.False(File.Exists(leftover));
    }

    [Theory]
    [InlineData("0000000000010000.segment.preparing")]
    [InlineData("0000000000000040.checkpoint.writing")]
    public async Task What_a_crash_left_half_made_keeps_no_journal_closed_when_it_cannot_be_deleted(string leftover)
    {
        var device = new SimulatedDevice();
        device.Create(leftover, 512).Dispose();
        device.Script = operation =>
            operation.Kind == SimulatedOperationKind.Delete && operation.Name == leftover
                ? SimulatedOutcome.Fail
                : SimulatedOutcome.Succeed;

        var (journal, _) = await TestJournal.OpenAsync(device);
        await journal.DisposeAsync();

        Assert.Contains(leftover, device.List());
        device.Script = static _ => SimulatedOutcome.Succeed;
        await TestJournal.RecoverAsync(device);
        Assert.DoesNotContain(leftover, device.List());
    }

    [Fact]
    public async Task A_segment_prepared_before_a_kill_is_used_after_it()
    {
        var device = new SimulatedDevice();
        var (journal, _) = await TestJournal.OpenAsync(device);
        await journal.DisposeAsync();
        using var set = new SegmentSet(device.Name);
        set.Open(device, writable: true);
        SegmentPreparer.Prepare(device, new Format.SegmentHeader(64 * 1024, 64 * 1024, 99), SegmentPreparer.Beginning(64 * 1024));
        (journal, _) = await TestJournal.OpenAsync(device);
        for (var i = 0; i < 100; i++)
        {
            await journal.AppendAsync(new byte[1000]);
        }
        await journal.DisposeAsync();
        var created = device.Operations.Count(operation =>
            operation.Kind == SimulatedOperationKind.Create && operation.Name.StartsWith("0000000000010000", StringComparison.Ordinal)
        );
        Assert.Equal(1, created);
        Assert.Equal(100, (await TestJournal.RecoverAsync(device)).Recovered.Count);
    }

    [Theory]
    [InlineData(nameof(SimulatedOperationKind.Create))]
    [InlineData(nameof(SimulatedOperationKind.Write))]
    [InlineData(nameof(SimulatedOperationKind.Rename))]
    public async Task A_segment_that_could_not_be_made_ahead_is_tried_again_when_it_is_needed(string kind)
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var failures = 0;
        device.Script = operation =>
            $"{operation.Kind}" == kind
            && operation.Name.StartsWith("0000000000010000", StringComparison.Ordinal)
            && Interlocked.CompareExchange(ref failures, 1, 0) == 0
                ? SimulatedOutcome.Fail
                : SimulatedOutcome.Succeed;
        for (var i = 0; i < 200; i++)
        {
            await journal.AppendAsync(new byte[1000]);
        }
        await journal.DisposeAsync();

        Assert.Equal(1, failures);
        Assert.Equal(0, client.Faults);
        Assert.Equal(200, (await TestJournal.RecoverAsync(device)).Recovered.Count);
    }

    /// <summary>Too many open files, for example.</summary>
    [Fact]
    public async Task What_keeps_a_segment_from_being_made_may_last_as_long_as_the_present_one_does()
    {
        var device = new SimulatedDevice();
        using var pauses = new SemaphoreSlim(0);
        using var goesOn = new SemaphoreSlim(0);
        var isFailing = true;
        device.Script = operation =>
            operation.Kind == SimulatedOperationKind.Create
            && operation.Name.StartsWith("0000000000010000", StringComparison.Ordinal)
            && Volatile.Read(ref isFailing)
                ? SimulatedOutcome.Fail
                : SimulatedOutcome.Succeed;
        var small = TestJournal.Small;
        var options = new JournalOptions
        {
            SegmentBytes = small.SegmentBytes,
            BufferBytes = small.BufferBytes,
            LockTimeout = small.LockTimeout,
            Salt = small.Salt,
            FullPause = cancellation =>
            {
                pauses.Release();
                WaitHandle.WaitAny([goesOn.AvailableWaitHandle, cancellation.WaitHandle]);
                goesOn.Wait(0, CancellationToken.None);
            },
        };
        var (journal, client) = await TestJournal.OpenAsync(device, options);
        for (var i = 0; i < 20; i++)
        {
            await journal.CommitAsync(new byte[1000]);
        }

        for (var i = 0; i < 5; i++)
        {
            Assert.True(await pauses.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            Volatile.Write(ref isFailing, i < 4);
            goesOn.Release();
        }

        for (var i = 0; i < 200; i++)
        {
            await journal.CommitAsync(new byte[1000]);
        }
        Assert.False(journal.IsFull);
        await journal.DisposeAsync();
        Assert.Equal(0, client.Faults);
        Assert.Equal(220, (await TestJournal.RecoverAsync(device)).Recovered.Count);
    }

    [Fact]
    public async Task Closing_does_not_wait_for_what_keeps_a_segment_from_being_made()
    {
        var device = new SimulatedDevice();
        using var paused = new ManualResetEventSlim();
        device.Script = operation =>
            operation.Kind == SimulatedOperationKind.Create && operation.Name.StartsWith("0000000000010000", StringComparison.Ordinal)
                ? SimulatedOutcome.Fail
                : SimulatedOutcome.Succeed;
        var options = new JournalOptions
        {
            SegmentBytes = TestJournal.Small.SegmentBytes,
            BufferBytes = TestJournal.Small.BufferBytes,
            Salt = TestJournal.Small.Salt,
            FullPause = cancellation =>
            {
                paused.Set();
                cancellation.WaitHandle.WaitOne();
            },
        };
        var (journal, client) = await TestJournal.OpenAsync(device, options);
        for (var i = 0; i < 20; i++)
        {
            await journal.CommitAsync(new byte[1000]);
        }

        Assert.True(paused.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        await journal.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(0, client.Faults);
        Assert.Equal(20, (await TestJournal.RecoverAsync(device)).Recovered.Count);
    }

    [Fact]
    public async Task A_failure_while_closing_is_told_to_everybody_and_frees_the_folder()
    {
        var device = new SimulatedDevice();
        var (journal, _) = await TestJournal.OpenAsync(device);
        device.Script = operation =>
            operation.Name.StartsWith("0000000000010000", StringComparison.Ordinal)
                ? throw new NotSupportedException("strange device")
                : SimulatedOutcome.Succeed;
        for (var i = 0; i < 20; i++)
        {
            await journal.AppendAsync(new byte[1000]);
        }

        await Assert.ThrowsAsync<NotSupportedException>(() => journal.DisposeAsync().AsTask());
        await Assert.ThrowsAsync<NotSupportedException>(() => journal.DisposeAsync().AsTask());

        device.Script = _ => SimulatedOutcome.Succeed;
        Assert.Equal(20, (await TestJournal.RecoverAsync(device)).Recovered.Count);
    }

    [Fact]
    public async Task Reading_finds_every_record_and_says_how_much_room_it_needs()
    {
        var random = new Random(8);
        var (journal, client) = await TestJournal.OpenAsync(new DirectoryDevice(Folder));
        for (var i = 0; i < 150; i++)
        {
            await journal.CommitAsync(TestJournal.Payload(random, 1500), CommitLevel.Written);
        }
        foreach (var (lsn, type, payload) in client.Committed)
        {
            // A block that is too small grows by what the record needs.
            foreach (var bytes in (int[])[0, 10, JournalFormat.RecordHeaderBytes + payload.Length - 1, 2000])
            {
                var record = journal.Read(lsn, new RecordBlock(), bytes);
                Assert.Equal((lsn, type), (record.Lsn, record.Type));
                Assert.Equal(payload, record.Payload);
            }
        }
        foreach (var lsn in (long[])[-32, 0, journal.WrittenEnd, journal.WrittenEnd + 32, long.MaxValue, client.Committed.First().Lsn + 1])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => journal.ReadRecord(lsn));
        }
        Assert.Throws<StorageCorruptedException>(() => journal.ReadRecord(client.Committed.First().Lsn + 32));
        await journal.DisposeAsync();
    }
}
