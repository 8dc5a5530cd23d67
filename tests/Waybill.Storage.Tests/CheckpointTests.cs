using Waybill.Storage.Format;
using Waybill.Storage.Inspection;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>Checkpoints stand for the log before them, are never believed when damaged, and let whole segments go and come back.</summary>
public sealed class CheckpointTests
{
    private const int PayloadBytes = 1000;
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];

    [Fact]
    public async Task Opening_hands_out_the_checkpoint_and_only_the_records_behind_it()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await AppendAsync(journal, 100);
        journal.WriteCheckpoint(client.End, [s_content.AsMemory(0, 50), s_content.AsMemory(50)]);
        var position = client.End.Lsn;
        var after = await journal.CommitAsync([1]);
        await journal.DisposeAsync();

        var recovered = await TestJournal.RecoverAsync(device);

        Assert.Equal(position, recovered.Checkpoint!.Value.Lsn);
        Assert.Equal(s_content, recovered.Checkpoint.Value.Content);
        Assert.Equal([(after.Lsn, TestJournal.Type)], recovered.Recovered.Select(record => (record.Lsn, record.Type)));
    }

    [Fact]
    public async Task A_content_of_many_blocks_comes_back_as_it_was()
    {
        var content = new byte[300_001];
        new Random(5).NextBytes(content);
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync([1]);
        journal.WriteCheckpoint(client.End, [content.AsMemory(0, 70_000), content.AsMemory(70_000)]);
        await journal.DisposeAsync();

        Assert.Equal(content, (await TestJournal.RecoverAsync(device)).Checkpoint!.Value.Content);
    }

    [Fact]
    public async Task A_checkpoint_with_any_byte_damaged_is_passed_over_for_the_one_before_it()
    {
        var (device, first, second) = await WithTwoAsync();
        var name = $"{second.Lsn:x16}.checkpoint";
        for (var offset = 0; offset < device[name].Length; offset++)
        {
            var damaged = device.AfterKill();
            damaged[name].Flip(offset, offset % 8);

            var (journal, client) = await TestJournal.OpenAsync(damaged);
            await using (journal)
            {
                Assert.Equal(first.Lsn, client.Checkpoint!.Value.Lsn);
                Assert.Equal(2, client.Recovered.Count);
                var unreadable = Assert.Single(journal.UnreadableCheckpoints);
                Assert.EndsWith(name, unreadable.File, StringComparison.Ordinal);
                Assert.NotEmpty(unreadable.Reason);
            }

            Assert.Contains(name, damaged.List());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(200)]
    public async Task So_is_one_that_was_cut_short(int length)
    {
        var (device, first, second) = await WithTwoAsync();
        device[$"{second.Lsn:x16}.checkpoint"].Truncate(length);

        var recovered = await TestJournal.RecoverAsync(device);

        Assert.Equal(first.Lsn, recovered.Checkpoint!.Value.Lsn);
        Assert.Equal(2, recovered.Recovered.Count);
    }

    [Fact]
    public async Task Without_a_readable_one_the_whole_log_is_read_when_it_is_there_and_refused_when_it_is_not()
    {
        var (device, first, second) = await WithTwoAsync();
        device[$"{first.Lsn:x16}.checkpoint"].Flip(70, 1);
        device[$"{second.Lsn:x16}.checkpoint"].Flip(70, 1);
        var complete = device.AfterKill();
        Assert.Null((await TestJournal.RecoverAsync(complete)).Checkpoint);
        Assert.Equal(202, (await TestJournal.RecoverAsync(device.AfterKill())).Recovered.Count);

        device.Delete("0000000000000000.segment");
        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.RecoverAsync(device));

        Assert.EndsWith($"{second.Lsn:x16}.checkpoint", corrupted.File, StringComparison.Ordinal);
        Assert.Contains("0000000000000000.segment", corrupted.Message, StringComparison.Ordinal);
    }

    /// <summary>Of the segments' damage and of the checkpoint's only one can be followed: that of the segments, which a checkpoint would not mend.</summary>
    [Theory]
    [InlineData(
        false,
        "'/simulated/0000000000000000.segment' is damaged at byte 0: the segment file is missing",
        "Keep a copy of the folder"
    )]
    [InlineData(
        true,
        "'/simulated/0000000003e80000.segment' is damaged at byte 0: its name is not its own, by its header it is 0000000000000000.segment (LSN 0)",
        "There is no 0000000000000000.segment: if 0000000003e80000.segment was renamed"
    )]
    public async Task Without_a_readable_one_and_the_whole_log_what_to_do_is_said_once(bool isRenamed, string damage, string wayOut)
    {
        var (device, first, second) = await WithTwoAsync();
        device[$"{first.Lsn:x16}.checkpoint"].Flip(70, 1);
        device[$"{second.Lsn:x16}.checkpoint"].Flip(70, 1);
        if (isRenamed)
        {
            device.Rename("0000000000000000.segment", "0000000003e80000.segment");
            foreach (var name in device.List().Where(static name => name.EndsWith("0000.segment", StringComparison.Ordinal)))
            {
                if (name != "0000000003e80000.segment")
                {
                    device.Delete(name);
                }
            }
        }
        else
        {
            device.Delete("0000000000000000.segment");
        }

        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.RecoverAsync(device));

        Assert.Contains($", and without it: {damage}. Nothing was changed. {wayOut}", corrupted.Message, StringComparison.Ordinal);
        Assert.Equal(2, corrupted.Message.Split("Nothing was changed.").Length);
        Assert.Equal(2, corrupted.Message.Split("waybill journal verify").Length);
    }

    [Fact]
    public async Task A_checkpoint_whose_medium_cannot_be_read_is_passed_over_too()
    {
        var (device, first, second) = await WithTwoAsync();

        var (journal, client) = await TestJournal.OpenAsync(new UnreadableDevice(device, $"{second.Lsn:x16}.checkpoint"));

        Assert.Equal(first.Lsn, client.Checkpoint!.Value.Lsn);
        Assert.Contains("errno 5", Assert.Single(journal.UnreadableCheckpoints).Reason, StringComparison.Ordinal);
        await journal.DisposeAsync();
    }

    /// <summary>A checkpoint is only written of what is durable: its name says so even where nothing else of it can be read.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task An_unreadable_one_still_says_what_was_durable(int readable)
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync([1]);
        for (var i = 0; i < readable; i++)
        {
            journal.WriteCheckpoint(client.End, [s_content]);
        }
        var lost = await journal.CommitAsync([2]);
        journal.WriteCheckpoint(client.End, [s_content]);
        var position = client.End.Lsn;
        var killed = device.AfterKill();
        await journal.DisposeAsync();
        killed[$"{position:x16}.checkpoint"].Blank(0);
        Assert.Equal(2 - readable, (await TestJournal.RecoverAsync(killed.AfterKill())).Recovered.Count);
        killed["0000000000000000.segment"].Flip((int)lost.Lsn + JournalFormat.RecordHeaderBytes, 1);
        byte[] before = [.. killed["0000000000000000.segment"].Bytes];

        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.RecoverAsync(killed));

        Assert.Equal(("/simulated/0000000000000000.segment", lost.Lsn), (corrupted.File, corrupted.Offset));
        Assert.Contains($"LSN {position} was durable", corrupted.Message, StringComparison.Ordinal);
        Assert.Equal(before, killed["0000000000000000.segment"].Bytes);
        using var folder = await JournalFolder.OpenAsync(killed, TestContext.Current.CancellationToken);
        var damage = Assert.Single(new LogWalk(folder).Items(), static item => item.Kind == LogItemKind.Damage).Damage!;
        Assert.Equal(("0000000000000000.segment", lost.Lsn), (damage.File, damage.Lsn));
    }

    /// <summary>As in a folder whose segments are of an older backup than its checkpoint.</summary>
    [Fact]
    public async Task Even_behind_the_mark_of_a_clean_close()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync([1]);
        await journal.DisposeAsync();
        byte[] closed = [.. device["0000000000000000.segment"].Bytes];
        (journal, client) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync([2]);
        journal.WriteCheckpoint(client.End, [s_content]);
        await journal.DisposeAsync();
        closed.CopyTo(device["0000000000000000.segment"].Bytes, 0);
        device[$"{client.End.Lsn:x16}.checkpoint"].Blank(0);

        await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.RecoverAsync(device));
    }

    [Fact]
    public async Task A_damaged_one_never_counts_as_the_one_that_would_serve()
    {
        var (device, _, second) = await WithTwoAsync();
        device[$"{second.Lsn:x16}.checkpoint"].Flip(70, 1);
        var (journal, client) = await TestJournal.OpenAsync(device);
        await AppendAsync(journal, 200);
        journal.WriteCheckpoint(client.End, [s_content]);
        await journal.DisposeAsync();

        // Of three the middle one is damaged: what the oldest needs must stay.
        (journal, client) = await TestJournal.OpenAsync(device);
        journal.Clean(LiveAt.Nothing);
        var newest = device.List().Where(name => name.EndsWith(".checkpoint", StringComparison.Ordinal)).Max()!;
        await journal.DisposeAsync();
        device[newest].Flip(70, 1);

        Assert.NotNull((await TestJournal.RecoverAsync(device)).Checkpoint);
    }

    [Fact]
    public async Task Checkpoints_without_a_segment_are_no_new_journal()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync([1]);
        journal.WriteCheckpoint(client.End, [s_content]);
        await journal.DisposeAsync();
        foreach (var name in device.List().Where(name => name.EndsWith(".segment", StringComparison.Ordinal)))
        {
            device.Delete(name);
        }

        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.RecoverAsync(device));

        Assert.Contains("segment", corrupted.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_two_newest_are_kept()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var positions = new List<long>();
        for (var i = 0; i < 4; i++)
        {
            await journal.CommitAsync([1]);
            journal.WriteCheckpoint(client.End, [s_content]);
            positions.Add(client.End.Lsn);
        }
        await journal.DisposeAsync();

        var expected = positions.TakeLast(2).Select(lsn => $"{lsn:x16}.checkpoint");
        Assert.Equal(expected, device.List().Where(name => name.EndsWith(".checkpoint", StringComparison.Ordinal)).Order());
    }

    /// <summary>As where somebody holds it, or has forbidden that it changes: it may be so for ever, over restarts, too.</summary>
    [Fact]
    public async Task One_that_cannot_be_deleted_keeps_no_other_and_no_segment()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var (oldest, reports) = await KeepingOldestAsync(device, journal, client, static _ => LiveAt.Nothing);
        Assert.All(reports[..2], static report => Assert.Null(report.Failure));
        Assert.All(reports[2..], report => Assert.Contains(oldest, report.Failure!.Message, StringComparison.Ordinal));
        Assert.All(reports[1..], static report => Assert.InRange(report.Retired, 2, 10));
        Assert.Equal(3, Checkpoints(device).Count);
        var newest = client.End.Lsn;
        await journal.DisposeAsync();

        (journal, client) = await TestJournal.OpenAsync(device);
        Assert.Equal(newest, client.Checkpoint!.Value.Lsn);
        await AppendAsync(journal, 150);
        journal.WriteCheckpoint(client.End, [s_content]);
        Assert.Equal([oldest, $"{newest:x16}.checkpoint", $"{client.End.Lsn:x16}.checkpoint"], Checkpoints(device));

        // Without another checkpoint, too.
        device.Script = static _ => SimulatedOutcome.Succeed;
        Assert.Null(journal.Clean(LiveAt.Nothing).Failure);
        Assert.Equal([$"{newest:x16}.checkpoint", $"{client.End.Lsn:x16}.checkpoint"], Checkpoints(device));
        await journal.DisposeAsync();
    }

    /// <summary>The segments behind it that nobody needed have gone: it is no state to go on from, and it is not its segments that somebody can restore.</summary>
    [Theory]
    [InlineData("whole")]
    [InlineData("gone")]
    [InlineData("gone behind the segment that it stands in")]
    public async Task One_that_could_not_be_deleted_takes_the_place_of_the_newest_only_with_the_whole_log_behind_it(string log)
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var (oldest, _) = await KeepingOldestAsync(
            device,
            journal,
            client,
            lsn =>
                log switch
                {
                    "whole" => null,
                    "gone" => LiveAt.Nothing,
                    _ => new LiveAt(
                        client.Committed.Select(static record => record.Lsn).Where(other => other / (64 * 1024) == lsn / (64 * 1024))
                    ),
                }
        );
        var newest = client.End.Lsn;
        await journal.DisposeAsync();
        var damaged = Checkpoints(device).Where(name => name != oldest).ToList();
        Assert.Equal(2, damaged.Count);
        damaged.ForEach(name => device[name].Flip(70, 1));
        var segments = device.List().Where(static name => name.EndsWith(".segment", StringComparison.Ordinal)).Order().ToList();

        if (log == "whole")
        {
            var recovered = await TestJournal.RecoverAsync(device);
            Assert.Equal(oldest, $"{recovered.Checkpoint!.Value.Lsn:x16}.checkpoint");
            Assert.Equal(
                client.Committed.Where(record => record.Lsn >= recovered.Checkpoint.Value.Lsn).Select(static record => record.Lsn),
                recovered.Recovered.Select(static record => record.Lsn)
            );
            return;
        }

        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.RecoverAsync(device));

        Assert.EndsWith($"{newest:x16}.checkpoint", corrupted.File, StringComparison.Ordinal);
        Assert.Contains(", and without it: ", corrupted.Message, StringComparison.Ordinal);
        Assert.Contains("the segment file is missing", corrupted.Message, StringComparison.Ordinal);
        Assert.Equal(segments, device.List().Where(static name => name.EndsWith(".segment", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task What_is_not_durable_yet_cannot_be_checkpointed()
    {
        var (journal, client) = await TestJournal.OpenAsync(new SimulatedDevice());
        await journal.CommitAsync([1], CommitLevel.Written);

        Assert.Throws<ArgumentOutOfRangeException>(() => journal.WriteCheckpoint(client.End, []));
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_written_leaves_the_journal_and_the_others_as_they_are()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync([1]);
        journal.WriteCheckpoint(client.End, [s_content]);
        var position = client.End.Lsn;
        foreach (
            var kind in (SimulatedOperationKind[])
                [SimulatedOperationKind.Create, SimulatedOperationKind.Write, SimulatedOperationKind.Sync, SimulatedOperationKind.Rename]
        )
        {
            await journal.CommitAsync([2]);
            device.Script = operation =>
                operation.Kind == kind && operation.Name.Contains("checkpoint", StringComparison.Ordinal)
                    ? SimulatedOutcome.Fail
                    : SimulatedOutcome.Succeed;
            Assert.Throws<IOException>(() => journal.WriteCheckpoint(client.End, [s_content]));
            device.Script = _ => SimulatedOutcome.Succeed;
        }
        await journal.DisposeAsync();

        var recovered = await TestJournal.RecoverAsync(device);
        Assert.Equal(position, recovered.Checkpoint!.Value.Lsn);
        Assert.Equal(4, recovered.Recovered.Count);
        Assert.DoesNotContain(device.List(), name => name.EndsWith(".writing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Segments_go_only_before_the_older_checkpoint_and_only_when_nothing_needs_them()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await AppendAsync(journal, 200);
        journal.WriteCheckpoint(client.End, [s_content]);
        Assert.Equal(0, journal.Clean(LiveAt.Nothing).Retired);
        var before = client.End.Lsn / (64 * 1024);
        await AppendAsync(journal, 200);
        journal.WriteCheckpoint(client.End, [s_content]);
        var kept = client.Committed.First(record => record.Lsn > 64 * 1024).Lsn;

        // So many that to write them anew would free too little.
        var live = new LiveAt(client.Committed.Select(record => record.Lsn).Where(lsn => lsn / (64 * 1024) == kept / (64 * 1024)));
        var cleaned = journal.Clean(live);

        Assert.Equal(Enumerable.Range(0, (int)before).Select(index => index * 64L * 1024), live.Asked.Distinct());
        Assert.Equal((before - 1, 0), (cleaned.Retired, cleaned.Rewritten));
        Assert.Equal(kept, journal.ReadRecord(kept).Lsn);
        Assert.Throws<StorageCorruptedException>(() => journal.ReadRecord(client.Committed.First().Lsn));
        await journal.DisposeAsync();
        var (again, recovered) = await TestJournal.OpenAsync(device);
        Assert.Empty(recovered.Recovered);
        Assert.Equal(kept, again.ReadRecord(kept).Lsn);
        await again.DisposeAsync();
    }

    [Fact]
    public async Task Segments_that_went_become_the_next_ones_and_nothing_of_them_comes_back()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await FreeAsync(journal, client, rounds: 3);
        var created = Created(device);
        await AppendAsync(journal, 100);
        Assert.Equal(created, Created(device));
        Assert.Contains(
            device.Operations,
            operation => operation.Kind == SimulatedOperationKind.Rename && operation.Name.EndsWith(".segment", StringComparison.Ordinal)
        );
        var expected = client.Committed.Where(record => record.Lsn >= client.End.Lsn - (100 * 2048)).ToList();
        var killed = device.AfterKill();
        await journal.DisposeAsync();

        var recovered = (await TestJournal.RecoverAsync(killed)).Recovered;

        Assert.NotEmpty(recovered);
        Assert.Equal(expected.TakeLast(recovered.Count).Select(record => record.Lsn), recovered.Select(record => record.Lsn));
        Assert.Null((await OpenAndCloseAsync(killed)).Discarded);
    }

    [Fact]
    public async Task A_power_cut_at_any_operation_while_a_file_is_used_again_leaves_the_log_whole()
    {
        for (var after = 0; after < 60; after++)
        {
            var device = new SimulatedDevice();
            var (journal, client) = await TestJournal.OpenAsync(device);
            await FreeAsync(journal, client, rounds: 1);
            await AppendAsync(journal, 150);
            journal.WriteCheckpoint(client.End, [s_content]);
            var cutAt = device.Operations.Count + after;
            device.Script = operation => operation.Number >= cutAt ? SimulatedOutcome.CutPower : SimulatedOutcome.Succeed;
            try
            {
                journal.Clean(LiveAt.Nothing);
                await AppendAsync(journal, 300);
            }
            catch (Exception exception) when (exception is PowerCutException or StorageFaultedException)
            {
                // Where it was to happen.
            }
            await Record.ExceptionAsync(() => journal.DisposeAsync().AsTask());
            for (var selection = 0; selection < 5; selection++)
            {
                var recovered = await TestJournal.RecoverAsync(device.AfterPowerCut(new Random(selection)));
                var confirmed = client
                    .Committed.Where(record => record.Lsn >= recovered.Checkpoint!.Value.Lsn)
                    .Select(record => record.Lsn);
                Assert.Equal(confirmed, recovered.Recovered.Select(record => record.Lsn).Take(confirmed.Count()));
            }
        }
    }

    [Fact]
    public async Task A_tail_torn_over_old_bytes_is_reported_as_long_as_it_was()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await FreeAsync(journal, client, rounds: 3);
        var first = await journal.CommitAsync(new byte[PayloadBytes]);
        while (first.Lsn % (64 * 1024) > 8192 || KindOf(device, first.Lsn) != SegmentKind.Recycled)
        {
            first = await journal.CommitAsync(new byte[PayloadBytes]);
        }
        var last = await journal.CommitAsync(new byte[PayloadBytes]);
        var killed = device.AfterKill();
        await journal.DisposeAsync();
        var name = $"{last.Lsn - (last.Lsn % (64 * 1024)):x16}.segment";
        // The header of the last batch is whole, and its record is not.
        killed[name].Flip((int)(last.Lsn % (64 * 1024)) + 500, 1);

        var opened = await OpenAndCloseAsync(killed);

        var discarded = Assert.IsType<DiscardedTail>(opened.Discarded);
        Assert.EndsWith(name, discarded.File, StringComparison.Ordinal);
        Assert.InRange(discarded.Bytes, PayloadBytes, 2048);
    }

    [Fact]
    public async Task As_many_files_are_kept_for_later_as_were_used_up_lately()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await AppendAsync(journal, 1000);
        journal.WriteCheckpoint(client.End, [s_content]);
        // The next segment is there: nobody takes a spare for it while they are counted.
        do
        {
            await AppendAsync(journal, 10);
        } while (!device.List().Contains($"{((client.End.Lsn / (64 * 1024)) + 1) * (64 * 1024):x16}.segment"));
        journal.WriteCheckpoint(client.End, [s_content]);

        var gone = journal.Clean(LiveAt.Nothing).Retired;
        Assert.InRange(gone, 5, 100);
        Assert.Equal(gone, Spares(device));

        // The burst is over.
        journal.Clean(LiveAt.Nothing);
        Assert.Equal(2, Spares(device));
        Assert.InRange(device.List().Count(name => name.EndsWith(".segment", StringComparison.Ordinal)), 1, 4);
        await journal.DisposeAsync();
    }

    private static SegmentKind KindOf(SimulatedDevice device, long lsn) =>
        (SegmentKind)device[$"{lsn / (64 * 1024) * (64 * 1024):x16}.segment"].Bytes[9];

    private static int Spares(SimulatedDevice device) => device.List().Count(name => name.EndsWith(".spare", StringComparison.Ordinal));

    private static async Task<(SimulatedDevice Device, JournalPosition First, JournalPosition Second)> WithTwoAsync()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await AppendAsync(journal, 200);
        var first = client.End;
        journal.WriteCheckpoint(first, [s_content]);
        await journal.CommitAsync([1]);
        await journal.CommitAsync([2]);
        var second = client.End;
        journal.WriteCheckpoint(second, [s_content]);
        var killed = device.AfterKill();
        await journal.DisposeAsync();
        return (killed, first, second);
    }

    // Four checkpoints, of which the first cannot be deleted.
    private static async Task<(string Oldest, CleaningReport[] Reports)> KeepingOldestAsync(
        SimulatedDevice device,
        Journal journal,
        RecordingClient client,
        Func<long, ILiveRecords?> live
    )
    {
        var (oldest, oldestLsn, reports) = ("", 0L, new List<CleaningReport>());
        for (var i = 0; i < 4; i++)
        {
            await AppendAsync(journal, 300);
            Assert.Equal(s_content.Length, journal.WriteCheckpoint(client.End, [s_content]));
            if (i == 0)
            {
                (oldest, oldestLsn) = (Assert.Single(Checkpoints(device)), client.End.Lsn);
                device.Script = operation =>
                    operation.Kind == SimulatedOperationKind.Delete && operation.Name == oldest
                        ? SimulatedOutcome.Fail
                        : SimulatedOutcome.Succeed;
            }
            if (live(oldestLsn) is { } needed)
            {
                reports.Add(journal.Clean(needed));
            }
        }
        return (oldest, [.. reports]);
    }

    private static List<string> Checkpoints(SimulatedDevice device) =>
        [.. device.List().Where(static name => name.EndsWith(".checkpoint", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static async Task FreeAsync(Journal journal, RecordingClient client, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await AppendAsync(journal, 150);
            journal.WriteCheckpoint(client.End, [s_content]);
            journal.Clean(LiveAt.Nothing);
        }
    }

    private static int Created(SimulatedDevice device) =>
        device.Operations.Count(operation =>
            operation.Kind == SimulatedOperationKind.Create && operation.Name.Contains("segment", StringComparison.Ordinal)
        );

    private static async Task<Journal> OpenAndCloseAsync(SimulatedDevice device)
    {
        var (journal, _) = await TestJournal.OpenAsync(device.AfterKill());
        await journal.DisposeAsync();
        return journal;
    }

    private static async Task AppendAsync(Journal journal, int count)
    {
        var random = new Random(count);
        for (var i = 1; i < count; i++)
        {
            await journal.AppendAsync(TestJournal.Payload(random, PayloadBytes));
        }
        await journal.CommitAsync(TestJournal.Payload(random, PayloadBytes));
    }
}
