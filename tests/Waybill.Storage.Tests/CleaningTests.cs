using System.Numerics;
using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>Old segments of which little is needed are written anew: smaller, and every record under the position that it had.</summary>
public sealed class CleaningTests : TempDataDirectory
{
    private const int SegmentBytes = 64 * 1024;
    private static readonly byte[] s_content = [1];

    [Fact]
    public async Task What_is_needed_is_read_as_before_and_the_rest_is_gone_from_the_disk()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var records = await FillAsync(journal, client);
        var live = records.Where((_, index) => index % 10 == 3).ToList();
        var before = BytesOf(device);

        var report = journal.Clean(new LiveAt(live.Select(record => record.Lsn)));

        Assert.True(report.Rewritten > 3, $"{report.Rewritten} were rewritten.");
        Assert.Empty(report.Damaged);
        Assert.InRange(BytesOf(device), 1, before * 2 / 3);
        AssertReadable(journal, live);
        Assert.All(
            records.Except(live).Where(record => record.Lsn < 3 * SegmentBytes),
            record => Assert.Throws<StorageCorruptedException>(() => journal.ReadRecord(record.Lsn))
        );
        await journal.DisposeAsync();

        var (again, recovered) = await TestJournal.OpenAsync(device);
        Assert.Equal(s_content, recovered.Checkpoint!.Value.Content);
        AssertReadable(again, live);
        await again.DisposeAsync();
    }

    [Fact]
    public async Task A_segment_is_written_anew_again_when_half_of_what_is_left_went_too_and_goes_at_last()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var records = (await FillAsync(journal, client)).Where(record => record.Lsn < SegmentBytes).ToList();
        var rewritten = 0;
        for (var every = 4; every < records.Count; every *= 2)
        {
            var live = records.Where((_, index) => index % every == 0).ToList();
            rewritten += journal.Clean(new LiveAt(live.Select(record => record.Lsn))).Rewritten;
            AssertReadable(journal, live);
        }

        Assert.InRange(rewritten, 2, 10);
        Assert.Equal(1, journal.Clean(LiveAt.Nothing).Retired);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Large_and_empty_records_keep_their_bytes()
    {
        var device = new SimulatedDevice();
        var options = new JournalOptions
        {
            SegmentBytes = 1 << 20,
            BufferBytes = 256 * 1024,
            LockTimeout = TimeSpan.Zero,
        };
        var (journal, client) = await TestJournal.OpenAsync(device, options);
        var random = new Random(4);
        var kept = new List<(long Lsn, byte[] Payload)>();
        for (var i = 0; i < 60; i++)
        {
            byte[] payload = i switch
            {
                5 or 6 => [],
                20 => new byte[options.BufferBytes / 2],
                _ => TestJournal.Payload(random, 60_000),
            };
            random.NextBytes(payload);
            var appended = await journal.CommitAsync(payload);
            if (i is 5 or 6 or 20 or 21)
            {
                kept.Add((appended.Lsn, payload));
            }
        }
        journal.WriteCheckpoint(client.End, [s_content]);
        await journal.CommitAsync([1]);
        journal.WriteCheckpoint(client.End, [s_content]);

        Assert.Equal(1, journal.Clean(new LiveIn(1 << 20, kept)).Rewritten);

        foreach (var (lsn, payload) in kept)
        {
            Assert.Equal(payload, journal.ReadRecord(lsn).Payload);
        }
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_needed_record_that_cannot_be_read_keeps_its_segment_as_it_is_and_is_reported_once()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var records = await FillAsync(journal, client);
        var damaged = records.First(record => record.Lsn > SegmentBytes && record.Payload.Length > 100);
        var name = $"{SegmentBytes:x16}.segment";
        device[name].Flip((int)(damaged.Lsn % SegmentBytes) + 60, 1);
        byte[] bytes = [.. device[name].Bytes];
        var live = new LiveAt(records.Where((_, index) => index % 10 == 0).Select(record => record.Lsn).Append(damaged.Lsn));

        var report = journal.Clean(live);

        Assert.EndsWith(name, Assert.Single(report.Damaged).File, StringComparison.Ordinal);
        Assert.True(report.Rewritten > 2);
        Assert.Equal(bytes, device[name].Bytes);
        Assert.Empty(journal.Clean(live).Damaged);
        await journal.DisposeAsync();
    }

    /// <summary>As where somebody holds it, or has forbidden that it changes: it may be so for ever.</summary>
    [Fact]
    public async Task A_file_that_cannot_go_keeps_no_other_segment_from_being_written_anew()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var records = await FillAsync(journal, client);
        var live = records.Where((record, index) => record.Lsn > SegmentBytes && index % 10 == 3).ToList();
        var before = BytesOf(device);
        device.Script = static operation =>
            operation is { Kind: SimulatedOperationKind.Rename, Name: "0000000000000000.spare" }
                ? SimulatedOutcome.Fail
                : SimulatedOutcome.Succeed;

        var report = journal.Clean(new LiveAt(live.Select(record => record.Lsn)));

        Assert.Contains(".spare", Assert.IsType<IOException>(report.Failure).Message, StringComparison.Ordinal);
        Assert.Equal(0, report.Retired);
        Assert.InRange(BytesOf(device), 1, before * 2 / 3);
        AssertReadable(journal, live);
        await journal.DisposeAsync();
        Assert.Equal(0, client.Faults);
    }

    [Fact]
    public async Task A_file_that_cannot_go_hides_no_damage_that_is_found_beside_it()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var records = await FillAsync(journal, client);
        var damaged = records.First(record => record.Lsn > SegmentBytes && record.Payload.Length > 100);
        var name = $"{SegmentBytes:x16}.segment";
        device[name].Flip((int)(damaged.Lsn % SegmentBytes) + 60, 1);
        device.Script = static operation =>
            operation.Name.EndsWith(".spare", StringComparison.Ordinal) ? SimulatedOutcome.Fail : SimulatedOutcome.Succeed;
        var live = new LiveAt(
            records.Where((record, index) => record.Lsn > SegmentBytes && index % 10 == 0).Select(record => record.Lsn).Append(damaged.Lsn)
        );

        var report = journal.Clean(live);

        Assert.EndsWith(name, Assert.Single(report.Damaged).File, StringComparison.Ordinal);
        Assert.IsType<IOException>(report.Failure);
        // It is reported once, and the file that cannot go each time.
        var again = journal.Clean(live);
        Assert.Empty(again.Damaged);
        Assert.IsType<IOException>(again.Failure);
        await journal.DisposeAsync();
    }

    /// <summary>As where its file must not be replaced. Those of which least is needed come first, and so does this one each time.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_segment_that_cannot_be_written_anew_keeps_no_other_from_it(bool isForbidden)
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var records = await FillAsync(journal, client);
        var only = records.First(record => record.Lsn > SegmentBytes).Lsn;
        var live = records.Where((record, index) => record.Lsn == only || (record.Lsn / SegmentBytes != 1 && index % 10 == 3)).ToList();
        var name = $"{SegmentBytes:x16}.segment";
        var before = BytesOf(device);
        device.Script = operation =>
            operation.Kind != SimulatedOperationKind.Rename || operation.Name != name ? SimulatedOutcome.Succeed
            : isForbidden ? throw new UnauthorizedAccessException($"Access to '{name}' is denied.")
            : SimulatedOutcome.Fail;

        var report = journal.Clean(new LiveAt(live.Select(record => record.Lsn)));

        Assert.IsType(isForbidden ? typeof(UnauthorizedAccessException) : typeof(IOException), report.Failure);
        Assert.Contains(name, report.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(report.Damaged);
        Assert.True(report.Rewritten > 3, $"{report.Rewritten} were rewritten.");
        Assert.InRange(BytesOf(device), 1, before * 2 / 3);
        Assert.Equal(SegmentBytes, device[name].Length);
        Assert.DoesNotContain(device.List(), static file => file.EndsWith(".preparing", StringComparison.Ordinal));
        AssertReadable(journal, live);

        device.Script = static _ => SimulatedOutcome.Succeed;
        var again = journal.Clean(new LiveAt(live.Select(record => record.Lsn)));
        Assert.Equal((1, null), (again.Rewritten, again.Failure));
        AssertReadable(journal, live);
        await journal.DisposeAsync();
        Assert.Equal(0, client.Faults);
    }

    [Fact]
    public async Task On_a_full_disk_nothing_is_left_half_written_and_it_is_tried_again()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var live = new LiveAt((await FillAsync(journal, client)).Where((_, index) => index % 10 == 0).Select(record => record.Lsn));
        device.Script = operation =>
            operation is { Kind: SimulatedOperationKind.Write } && operation.Name.EndsWith(".preparing", StringComparison.Ordinal)
                ? SimulatedOutcome.DiskFull
                : SimulatedOutcome.Succeed;

        Assert.Equal(0, journal.Clean(live).Rewritten);

        Assert.DoesNotContain(device.List(), name => name.EndsWith(".preparing", StringComparison.Ordinal));
        device.Script = _ => SimulatedOutcome.Succeed;
        Assert.True(journal.Clean(live).Rewritten > 3);
        await journal.DisposeAsync();
    }

    /// <summary>What was begun cannot be deleted either, and lies there: it is the full disk that counts, for which there is a reserve, and which is no failure.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public async Task On_a_full_disk_what_cannot_be_deleted_stands_in_nobodys_way(int refusals)
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var live = (await FillAsync(journal, client)).Where((_, index) => index % 10 == 3).ToList();
        var name = $"{SegmentBytes:x16}.segment";
        var preparing = name + ".preparing";
        device.Script = operation =>
            operation.Name != preparing ? SimulatedOutcome.Succeed
            : operation.Kind == SimulatedOperationKind.Write && refusals-- > 0 ? SimulatedOutcome.DiskFull
            : operation.Kind == SimulatedOperationKind.Delete ? SimulatedOutcome.Fail
            : SimulatedOutcome.Succeed;
        var isLeft = refusals > 1;

        var report = journal.Clean(new LiveAt(live.Select(record => record.Lsn)));

        Assert.Null(report.Failure);
        Assert.True(report.Rewritten > 3, $"{report.Rewritten} were rewritten.");
        Assert.Equal(isLeft, device[name].Length == SegmentBytes);
        Assert.Equal(isLeft, device.List().Contains(preparing));
        AssertReadable(journal, live);

        device.Script = static _ => SimulatedOutcome.Succeed;
        Assert.Equal(isLeft ? 1 : 0, journal.Clean(new LiveAt(live.Select(record => record.Lsn))).Rewritten);
        Assert.DoesNotContain(preparing, device.List());
        AssertReadable(journal, live);
        await journal.DisposeAsync();
        Assert.Equal(0, client.Faults);
    }

    [Fact]
    public async Task A_medium_that_cannot_be_read_is_damage_of_what_stands_there()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var records = await FillAsync(journal, client);
        await journal.DisposeAsync();
        var (again, _) = await TestJournal.OpenAsync(new UnreadableDevice(device, $"{SegmentBytes:x16}.segment", from: 4096));

        var unreadable = records.First(record => record.Lsn > SegmentBytes);
        var corrupted = Assert.Throws<StorageCorruptedException>(() => again.ReadRecord(unreadable.Lsn));

        Assert.Contains("errno 5", corrupted.Message, StringComparison.Ordinal);
        AssertReadable(again, records.Where(record => record.Lsn < SegmentBytes));
        await again.DisposeAsync();
    }

    [Fact]
    public async Task A_medium_that_cannot_be_read_is_named_by_the_place_in_the_sparse_file()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var records = (await FillAsync(journal, client)).Where((_, index) => index % 5 == 0).ToList();
        Assert.True(journal.Clean(new LiveAt(records.Select(record => record.Lsn))).Rewritten > 3);
        await journal.DisposeAsync();
        var first = records.Where(record => record.Lsn < SegmentBytes).ToList();
        var middle = first[first.Count / 2];
        const string First = "0000000000000000.segment";
        var place = device[First].Bytes.AsSpan().IndexOf(middle.Payload);
        var (again, _) = await TestJournal.OpenAsync(new UnreadableDevice(device, First, from: place / 4096 * 4096, bytes: 4096));

        var corrupted = Assert.Throws<StorageCorruptedException>(() => again.ReadRecord(middle.Lsn));

        // Of the block that holds it.
        Assert.InRange(corrupted.Offset, place - 6000, place);
        Assert.NotEqual(middle.Lsn, corrupted.Offset);
        await again.DisposeAsync();
    }

    [Fact]
    public async Task Any_flipped_bit_of_a_sparse_segment_is_noticed_and_takes_no_other_record_with_it()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var live = (await FillAsync(journal, client))
            .Where((_, index) => index % 12 == 0)
            .Where(record => record.Lsn < SegmentBytes)
            .ToList();
        journal.Clean(new LiveAt(live.Select(record => record.Lsn)));
        await journal.DisposeAsync();
        var name = $"{0:x16}.segment";
        var noticed = 0;
        for (var offset = 0; offset < device[name].Length; offset += offset < 256 ? 1 : 7)
        {
            var flipped = device.AfterKill();
            flipped[name].Flip(offset, offset % 8);
            try
            {
                var (again, _) = await TestJournal.OpenAsync(flipped);
                var lost = 0;
                foreach (var (lsn, payload) in live)
                {
                    try
                    {
                        Assert.Equal(payload, again.ReadRecord(lsn).Payload);
                    }
                    catch (StorageCorruptedException corrupted)
                    {
                        Assert.EndsWith(name, corrupted.File, StringComparison.Ordinal);
                        lost++;
                    }
                }
                await again.DisposeAsync();
                Assert.True(lost <= 1, $"A flip at byte {offset} takes {lost} records.");
                noticed += lost;
            }
            catch (StorageCorruptedException corrupted)
            {
                Assert.EndsWith(name, corrupted.File, StringComparison.Ordinal);
                noticed++;
            }
        }

        // Records fill most of the file; padding and the unused part of its first page mean nothing.
        Assert.True(noticed > live.Sum(record => record.Payload.Length) / 8, $"{noticed} flips were noticed.");
    }

    [Fact]
    public async Task A_record_whose_position_reads_as_anothers_takes_that_one_not_with_it()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var records = (await FillAsync(journal, client)).Where(record => record.Lsn < SegmentBytes).ToList();
        // One bit is between their positions, and a block holds both.
        var (imposter, other) = (
            from first in records
            from second in records
            where second.Lsn > first.Lsn && BitOperations.IsPow2(first.Lsn ^ second.Lsn)
            select (first, second)
        ).First();
        journal.Clean(new LiveAt([imposter.Lsn, other.Lsn]));
        await journal.DisposeAsync();
        var file = device[$"{0:x16}.segment"];
        var at = file.Bytes.AsSpan().IndexOf(BitConverter.GetBytes(imposter.Lsn));
        var bit = BitOperations.TrailingZeroCount(imposter.Lsn ^ other.Lsn);
        file.Flip(at + (bit / 8), bit % 8);
        Assert.Equal(other.Lsn, BitConverter.ToInt64(file.Bytes, at));

        var (again, _) = await TestJournal.OpenAsync(device);
        Assert.Equal(other.Payload, again.ReadRecord(other.Lsn).Payload);
        Assert.Throws<StorageCorruptedException>(() => again.ReadRecord(imposter.Lsn));
        await again.DisposeAsync();
    }

    [Fact]
    public async Task Without_its_checkpoints_a_folder_that_was_cleaned_is_refused()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var records = await FillAsync(journal, client);
        journal.Clean(new LiveAt(records.Where((_, index) => index % 10 == 0).Select(record => record.Lsn)));
        await journal.DisposeAsync();
        foreach (var name in device.List().Where(name => name.EndsWith(".checkpoint", StringComparison.Ordinal)))
        {
            device.Delete(name);
        }

        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.RecoverAsync(device));

        Assert.Contains("checkpoint", corrupted.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_goes_on_while_segments_are_written_anew()
    {
        // A real folder: there a file that was closed cannot be read any more.
        var device = new DirectoryDevice(Folder);
        var (journal, client) = await TestJournal.OpenAsync(device);
        var records = await FillAsync(journal, client);
        var live = records.Where((_, index) => index % 8 == 0).ToList();
        using var stop = new CancellationTokenSource();
        var reading = Task.Factory.StartNew(
            () =>
            {
                var rounds = 0;
                do
                {
                    AssertReadable(journal, live);
                    rounds++;
                } while (!stop.IsCancellationRequested);
                return rounds;
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        var rewritten = journal.Clean(new LiveAt(live.Select(record => record.Lsn))).Rewritten;

        await stop.CancelAsync();
        Assert.True(await reading > 0);
        Assert.True(rewritten > 3);
        await journal.DisposeAsync();
    }

    private static void AssertReadable(Journal journal, IEnumerable<(long Lsn, byte[] Payload)> records)
    {
        foreach (var (lsn, payload) in records)
        {
            var record = journal.ReadRecord(lsn);
            Assert.Equal((lsn, TestJournal.Type), (record.Lsn, record.Type));
            Assert.Equal(payload, record.Payload);
        }
    }

    // Several segments, all before the older of two checkpoints.
    private static async Task<List<(long Lsn, byte[] Payload)>> FillAsync(Journal journal, RecordingClient client)
    {
        var random = new Random(9);
        for (var i = 0; i < 600; i++)
        {
            await journal.AppendAsync(TestJournal.Payload(random, 1200));
        }
        await journal.CommitAsync([1]);
        journal.WriteCheckpoint(client.End, [s_content]);
        var before = client.End.Lsn - (client.End.Lsn % SegmentBytes);
        await journal.CommitAsync([2]);
        journal.WriteCheckpoint(client.End, [s_content]);
        return [.. client.Committed.Where(record => record.Lsn < before).Select(record => (record.Lsn, record.Payload))];
    }

    private static long BytesOf(SimulatedDevice device) =>
        device.List().Where(name => name.EndsWith(".segment", StringComparison.Ordinal)).Sum(name => (long)device[name].Length);

    private sealed class LiveIn(long segmentBytes, List<(long Lsn, byte[] Payload)> records) : ILiveRecords
    {
        public int CountIn(long baseLsn) => In(baseLsn).Count();

        public IEnumerable<long> In(long baseLsn) =>
            records.Select(record => record.Lsn).Where(lsn => lsn >= baseLsn && lsn < baseLsn + segmentBytes);
    }
}
