using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Telemetry;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;
using static Waybill.Broker.Tests.Transport.Support.FullDisk;

namespace Waybill.Broker.Tests.Transport;

/// <summary>A full disk refuses publishes, lets outcomes through, and is emptied by the handlers themselves.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Publishes_are_refused_until_handlers_have_made_room_by_themselves()
    {
        var (device, options, looks) = Full();
        var logger = new RecordingLogger();
        await using var broker = await TestBroker.OpenAsync(device, options, logger: logger);
        var published = await FillAsync(broker);
        Assert.InRange(published, 40, 200);
        Assert.Contains(logger.Entries, entry => entry.Id == 4009);
        Assert.Equal(published, (await broker.StatusAsync()).Ready);

        var (receiver, sink) = broker.Subscribe("a", prefetch: 1);
        for (var i = 0; i < published; i++)
        {
            // What handlers publish goes through with the outcome.
            var outgoing = i == 3 ? broker.Batch(Durability.Flushed, "from a handler") : null;
            await receiver.SettledAsync(sink, (await sink.NextAsync()).Complete(outgoing));
        }

        await receiver.SettledAsync(sink, (await sink.NextAsync()).Complete());
        // The checkpoints let segments go; the journal looks again.
        Task? after;
        while (!TryBegin(broker, "after", out after))
        {
            looks.Release();
            await broker.StatusAsync();
        }

        await after.Guarded();
        Assert.Equal("after", (await sink.NextAsync()).Text);
    }

    [Fact]
    public async Task What_was_settled_too_soon_after_a_checkpoint_to_ask_for_another_one_makes_room_all_the_same()
    {
        var (device, options, looks) = Full();
        options.CheckpointInterval = TimeSpan.FromSeconds(1);
        var time = new FakeTimeProvider();
        var logger = new RecordingLogger();
        await using var broker = await TestBroker.OpenAsync(device, options, time, logger: logger);
        var published = await FillAsync(broker);
        var (receiver, sink) = broker.Subscribe("a", prefetch: 1);
        for (var i = 0; i < published; i++)
        {
            await receiver.SettledAsync(sink, (await sink.NextAsync()).Complete());
        }

        // Nothing is published or settled any more: only the clock goes on.
        while (logger.Entries.All(entry => entry.Id != 4010))
        {
            time.Advance(TimeSpan.FromSeconds(1));
            looks.Release();
            await broker.StatusAsync();
        }

        await broker.PublishAsync("after");
    }

    /// <summary>What else keeps the next segment from being made hides for a while that there is no room for it.</summary>
    [Fact]
    public async Task A_disk_that_is_found_full_behind_a_checkpoint_with_nothing_left_to_settle_is_emptied_too()
    {
        var (device, options, looks) = Full();
        options.CheckpointInterval = TimeSpan.FromSeconds(1);
        var (time, logger) = (new FakeTimeProvider(), new RecordingLogger());
        var full = device.Script;
        var failed = false;
        device.Script = operation =>
        {
            if (full(operation) == SimulatedOutcome.Succeed)
            {
                return SimulatedOutcome.Succeed;
            }

            Volatile.Write(ref failed, true);
            return SimulatedOutcome.Fail;
        };
        await using var broker = await TestBroker.OpenAsync(device, options, time, logger: logger);
        var published = 0;
        for (; !Volatile.Read(ref failed); published++)
        {
            await broker.PublishAsync(Large);
        }

        await SettleAllAsync(broker, published);
        await broker.UntilAsync(() => logger.Entries.Any(static entry => entry.Id == 4007), () => time.Advance(options.CheckpointInterval));
        for (var turn = 0; turn < 10; turn++)
        {
            await broker.StatusAsync();
        }

        Assert.Equal(1, CheckpointsIn(device));
        device.Script = full;
        looks.Release();
        await broker.UntilAsync(() => logger.Entries.Any(static entry => entry.Id == 4009));
        await PublishWhenThereIsRoomAsync(broker, looks, time);
    }

    /// <summary>As when too many files are open at that moment.</summary>
    [Fact]
    public async Task A_cleaning_that_fails_once_is_tried_again()
    {
        var (device, options, looks) = Full(static () => 3);
        options.CheckpointInterval = TimeSpan.FromSeconds(1);
        var full = device.Script;
        var failures = 0;
        device.Script = operation =>
            operation.Kind == SimulatedOperationKind.SyncDirectory
            && device.List().Any(static name => name.EndsWith(".spare", StringComparison.Ordinal))
            && Interlocked.Increment(ref failures) == 1
                ? SimulatedOutcome.Fail
                : full(operation);
        var (time, logger) = (new FakeTimeProvider(), new RecordingLogger());
        await using var broker = await TestBroker.OpenAsync(device, options, time, logger: logger);
        await SettleAllAsync(broker, await FillAsync(broker));
        await PublishWhenThereIsRoomAsync(broker, looks, time);
        Assert.Single(logger.Entries, static entry => entry.Id == 4014);
    }

    /// <summary>More messages lie in a segment than what is left of another one has sectors.</summary>
    [Fact]
    public async Task Settlements_share_sectors_until_those_of_a_whole_segment_have_fitted()
    {
        const int Together = 16;
        var (device, options, looks) = Full();
        var isHeld = false;
        using var gate = new SemaphoreSlim(0);
        options.FullGather = () => _ = Volatile.Read(ref isHeld) && gate.Wait(TimeSpan.FromSeconds(30));
        await using var broker = await TestBroker.OpenAsync(device, options);
        await Assert.ThrowsAsync<JournalFullException>(async () =>
        {
            while (true)
            {
                await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => broker.PublishAsync(new string('x', 100))));
            }
        });
        Assert.True((await broker.StatusAsync()).Ready > Segments * 512);

        Volatile.Write(ref isHeld, true);
        var (receiver, sink) = broker.Subscribe("a", prefetch: Together);
        Task? after;
        while (!TryBegin(broker, "after", out after))
        {
            foreach (var delivery in await sink.NextAsync(Together))
            {
                receiver.Settle(delivery.Complete());
                // One after the other reaches the journal, and only the wait there brings them together.
                await broker.StatusAsync();
            }

            gate.Release();
            for (var i = 0; i < Together; i++)
            {
                await sink.SettledAsync();
            }

            looks.Release();
        }

        Volatile.Write(ref isHeld, false);
        gate.Release();
        await after.Guarded();
    }

    /// <summary>Whatever frees room for one segment, publishers soon fill it.</summary>
    [Fact]
    public async Task A_disk_that_is_full_again_and_again_is_told_of_once_and_so_is_that_it_is_over()
    {
        var room = Segments;
        var (device, options, looks) = Full(() => Volatile.Read(ref room));
        var (time, logger) = (new FakeTimeProvider(), new RecordingLogger());
        await using var broker = await TestBroker.OpenAsync(device, options, time, logger: logger);
        await FillAsync(broker);

        for (var turn = 0; turn < 30; turn++)
        {
            Interlocked.Increment(ref room);
            looks.Release();
            // It is as little as that is: publishes are accepted until it is used.
            await RefillAsync(broker);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([4009], Told(logger));

        Volatile.Write(ref room, 1000);
        looks.Release();
        await GoOnAsync(broker);
        time.Advance(DiskAlarm.Calm - TimeSpan.FromTicks(1));
        Assert.Equal([4009], Told(logger));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal([4009, 4010], Told(logger));

        // The next one is told of at once.
        Volatile.Write(ref room, 0);
        await FillAsync(broker);
        Assert.Equal([4009, 4010, 4009], Told(logger));
    }

    /// <summary>Segments stay as large as the folder's first one.</summary>
    [Fact]
    public async Task The_room_that_the_log_asks_for_is_what_a_segment_of_the_folder_takes()
    {
        var (device, options, _) = Full();
        await using (await TestBroker.OpenAsync(device, options)) { }
        var logger = new RecordingLogger();
        options.SegmentBytes *= 2;
        await using var broker = await TestBroker.OpenAsync(device, options, logger: logger);

        await FillAsync(broker);

        var told = Assert.Single(logger.Entries, static entry => entry.Id == 4009);
        Assert.Contains("a further segment takes 262144 bytes", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_broker_says_no_more_that_the_disk_has_room()
    {
        var room = Segments;
        var (device, options, looks) = Full(() => Volatile.Read(ref room));
        var (time, logger) = (new FakeTimeProvider(), new RecordingLogger());
        await using (var broker = await TestBroker.OpenAsync(device, options, time, logger: logger))
        {
            await FillAsync(broker);
            Volatile.Write(ref room, 1000);
            looks.Release();
            await GoOnAsync(broker);
        }

        time.Advance(2 * DiskAlarm.Calm);
        Assert.Equal([4009], Told(logger));
    }

    [Fact]
    public async Task Outcomes_that_find_no_room_go_on_when_there_is_some()
    {
        var (device, options, looks) = Full();
        // Nothing else makes the broker look at them, no clock either.
        options.CheckpointInterval = TimeSpan.FromHours(1);
        options.FullGather = static () => { };
        var (time, logger) = (new FakeTimeProvider(), new RecordingLogger());
        await using var broker = await TestBroker.OpenAsync(device, options, time, logger: logger);
        var published = await FillAsync(broker);
        var (receiver, sink) = broker.Subscribe("a", prefetch: published, prefetchBytes: 1 << 24);
        for (var i = 0; i < published; i++)
        {
            // Together more than what is left of the segment.
            receiver.Settle((await sink.NextAsync()).Complete(broker.Batch(Durability.Flushed, Large)));
        }

        var (completed, unchanged) = (0L, 0);
        for (; unchanged < 100 || completed == 0; unchanged++)
        {
            var now = (await broker.StatusAsync()).Completed;
            (completed, unchanged) = now == completed ? (now, unchanged) : (now, 0);
        }

        Assert.InRange(completed, 1, published - 1);
        Assert.DoesNotContain(logger.Entries, static entry => entry.Id == 4013);
        time.Advance(TimeSpan.FromSeconds(2));
        for (var turn = 0; turn < 3; turn++)
        {
            await broker.StatusAsync();
        }

        Assert.Single(logger.Entries, static entry => entry.Id == 4013);
        device.Script = _ => SimulatedOutcome.Succeed;
        looks.Release();

        for (var i = 0; i < published; i++)
        {
            Assert.Equal(SettlementResult.Settled, (await sink.SettledAsync()).Result);
        }

        Assert.Equal(published, (await broker.StatusAsync()).Completed);
    }

    /// <summary>What is freed lets some of them go on, and is used up again.</summary>
    [Fact]
    public async Task That_outcomes_wait_is_told_once_until_the_disk_has_had_room_for_a_while()
    {
        var room = Segments;
        var (device, options, looks) = Full(() => Volatile.Read(ref room));
        options.CheckpointInterval = TimeSpan.FromHours(1);
        options.FullGather = static () => { };
        var (time, logger) = (new FakeTimeProvider(), new RecordingLogger());
        await using var broker = await TestBroker.OpenAsync(device, options, time, logger: logger);
        var published = await FillAsync(broker);
        var (receiver, sink) = broker.Subscribe("a", prefetch: published, prefetchBytes: 1 << 24);
        await SettleAllAsync();
        await UntilToldAsync(1);
        for (var turn = 0; turn < 5; turn++)
        {
            var before = looks.Pauses;
            Interlocked.Increment(ref room);
            looks.Release();
            while (looks.Pauses == before)
            {
                await broker.StatusAsync();
            }

            await PassAsync(TimeSpan.FromSeconds(2));
            Assert.Single(logger.Entries, static entry => entry.Id == 4013);
        }

        Volatile.Write(ref room, 1000);
        looks.Release();
        for (var i = 0; i < published; i++)
        {
            await sink.SettledAsync();
        }

        await PassAsync(TimeSpan.FromSeconds(1));
        await PassAsync(DiskAlarm.Calm);
        Volatile.Write(ref room, 0);
        await FillAsync(broker);
        await SettleAllAsync();
        await UntilToldAsync(2);

        async Task SettleAllAsync()
        {
            foreach (var delivery in await sink.NextAsync(published))
            {
                // Together some segments.
                receiver.Settle(delivery.Complete(broker.Batch(Durability.Flushed, Large, Large, Large)));
            }
        }

        async Task UntilToldAsync(int times)
        {
            while (logger.Entries.Count(static entry => entry.Id == 4013) < times)
            {
                await PassAsync(TimeSpan.FromSeconds(2));
            }
        }

        async Task PassAsync(TimeSpan passed)
        {
            time.Advance(passed);
            for (var turn = 0; turn < 3; turn++)
            {
                await broker.StatusAsync();
            }
        }
    }

    [Fact]
    public async Task Closing_does_not_wait_for_outcomes_that_find_no_room_and_says_that_they_are_not_stored()
    {
        var (device, options, _) = Full();
        var broker = await TestBroker.OpenAsync(device, options);
        var published = await FillAsync(broker);
        var (receiver, sink) = broker.Subscribe("a", prefetch: published, prefetchBytes: 1 << 24);
        for (var i = 0; i < published; i++)
        {
            // Together more than what is left of the segment.
            receiver.Settle((await sink.NextAsync()).Complete(broker.Batch(Durability.Flushed, Large)));
        }

        await broker.DisposeAsync();
        await using var again = await TestBroker.OpenAsync(device, options);
        var status = await again.StatusAsync();
        // Each settled one has left another in its place.
        Assert.Equal(published, status.Ready);
        Assert.InRange(status.Completed, 0, published - 1);
        // No lease has ended.
        Assert.Equal(published - status.Completed, sink.Answers.Count(static answer => answer == SettlementResult.NotStored));
        Assert.Equal(status.Completed, sink.Answers.Count(static answer => answer == SettlementResult.Settled));
        Assert.Equal(published, sink.Answers.Count);
    }

    /// <summary>The fault says it of all of them.</summary>
    [Fact]
    public async Task Outcomes_that_wait_for_room_when_the_journal_fails_are_not_answered()
    {
        var (device, options, _) = Full();
        var broker = await TestBroker.OpenAsync(device, options);
        var published = await FillAsync(broker);
        var (receiver, sink) = broker.Subscribe("a", prefetch: published, prefetchBytes: 1 << 24);
        var deliveries = await sink.NextAsync(published);
        foreach (var delivery in deliveries.Skip(1))
        {
            // Together more than what is left of the segment.
            receiver.Settle(delivery.Complete(broker.Batch(Durability.Flushed, Large)));
        }

        device.Script = static operation =>
            operation.Kind == SimulatedOperationKind.Sync ? SimulatedOutcome.Fail : SimulatedOutcome.Succeed;
        // It is small enough for what is left.
        receiver.Settle(deliveries[0].Complete());

        Assert.IsType<JournalFaultedException>(await sink.FaultedAsync());
        await broker.DisposeAsync();
        Assert.InRange(sink.Answers.Count, 0, published - 2);
        Assert.All(sink.Answers, static answer => Assert.Equal(SettlementResult.Settled, answer));
    }

    [Fact]
    public async Task A_broker_that_starts_on_a_full_disk_serves_what_it_holds()
    {
        var (device, options, _) = Full();
        int published;
        await using (var broker = await TestBroker.OpenAsync(device, options))
        {
            published = await FillAsync(broker);
        }

        await using var again = await TestBroker.OpenAsync(device, options);
        var (receiver, sink) = again.Subscribe("a", prefetch: 1);
        for (var i = 0; i < published; i++)
        {
            await receiver.SettledAsync(sink, (await sink.NextAsync()).Complete());
        }

        Assert.Equal((published, 0), ((await again.StatusAsync()).Completed, (await again.StatusAsync()).Ready));
    }

    /// <summary>Both take a record, and publishers have left no room for one of theirs.</summary>
    [Fact]
    public async Task A_broker_starts_on_a_full_disk_with_a_new_queue_and_one_that_begins_empty()
    {
        var (device, options, _) = Full();
        await using (var broker = await TestBroker.OpenAsync(device, options))
        {
            await broker.PublishAsync("left behind", "memory");
            await FillAsync(broker);
            await FillAsync(broker, "x");
            await FillAsync(broker, "", Durability.Buffered);
        }

        var topology = new Topology(
            TestBroker.Topology.Exchanges,
            [.. TestBroker.Topology.Queues, new QueueDeclaration("new", true, null, TimeSpan.FromSeconds(30))],
            TestBroker.Topology.Bindings
        );
        for (var life = 0; life < 2; life++)
        {
            await using var again = await TestBroker.OpenAsync(device, options, topology: topology);
            Assert.Equal((0, 0), ((await again.StatusAsync("new")).Ready, (await again.StatusAsync("memory")).Ready));
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_begun_says_that_the_disk_is_full()
    {
        var device = new SimulatedDevice
        {
            Script = operation => operation.Kind == SimulatedOperationKind.Create ? SimulatedOutcome.DiskFull : SimulatedOutcome.Succeed,
        };

        var full = await Assert.ThrowsAsync<JournalFullException>(() => TestBroker.OpenAsync(device));

        Assert.Contains("/simulated", full.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "Free some space. A new folder needs a segment (EmbeddedBrokerOptions.SegmentBytes, 64 MiB unless you set it; at least four times BufferBytes).",
            full.Message,
            StringComparison.Ordinal
        );
    }

    // There will be room.
    private static async Task RefillAsync(TestBroker broker)
    {
        while (await FillAsync(broker) == 0)
        {
            await broker.StatusAsync();
        }
    }

    // There will be room; and when a segment's length was stored, there is a next one, and everybody knows.
    private static async Task GoOnAsync(TestBroker broker)
    {
        Task? first;
        while (!TryBegin(broker, "first", out first))
        {
            await broker.StatusAsync();
        }

        await first.Guarded();
        for (var i = 0; i < 100; i++)
        {
            await broker.PublishAsync(Large);
        }
    }

    private static IEnumerable<int> Told(RecordingLogger logger) =>
        logger.Entries.Select(static entry => entry.Id).Where(static id => id is 4009 or 4010);
}
