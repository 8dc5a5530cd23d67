using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Broker.Records;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage;
using Waybill.Storage.Checkpoints;
using Waybill.Storage.Tests.Support;
using Waybill.Storage.Threads;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>A broker sums its journal up from time to time: opening reads little, and what nobody needs goes from the disk.</summary>
public sealed class CheckpointTests
{
    private const int SegmentBytes = 256 * 1024;
    private static readonly string s_large = new('x', 8_000);

    [Fact]
    public async Task What_was_summed_up_is_there_again_without_reading_the_journal_before_it()
    {
        var device = new SimulatedDevice();
        string[] waiting;
        await using (var broker = await OpenAsync(device))
        {
            await KillAsync(broker, "dead");
            await broker.PublishAsync("early", TestBroker.Both);
            var (receiver, sink) = broker.Subscribe("a", prefetch: 1);
            await receiver.SettledAsync(sink, new Outcome { Token = (await sink.NextAsync()).Token, Kind = OutcomeKind.Retry });
            await receiver.DisposeAsync();
            await FlowAsync(broker, "a", count: 150);
            waiting = await broker.TextsAsync("b");
        }

        var logger = new RecordingLogger();
        await using var again = await OpenAsync(device, logger);
        Assert.InRange(Recovered(logger), 0, 90);
        Assert.Equal(["early"], waiting);
        Assert.Equal(waiting, await again.TextsAsync("b"));
        Assert.Equal(["early"], await again.TextsAsync("c"));
        var dead = Assert.Single(await again.BrowseAsync("a.dead"));
        Assert.Equal(DeathReason.Rejected, Assert.Single(dead.Deaths).Reason);
        var status = await again.StatusAsync();
        Assert.Equal((150, 1, 1), (status.Completed, status.Retried, status.DeadLettered));
    }

    [Fact]
    public async Task Opening_does_not_sum_up_what_is_soon_read()
    {
        var device = new SimulatedDevice();
        for (var life = 0; life < 3; life++)
        {
            await using var broker = await OpenAsync(device);
            Assert.Equal(life, (await broker.StatusAsync("b")).Ready);
            if (life < 2)
            {
                await broker.PublishAsync("x", TestBroker.Both);
            }
        }

        Assert.DoesNotContain(device.List(), static name => name.EndsWith(".checkpoint", StringComparison.Ordinal));
    }

    /// <summary>It will be read again and again.</summary>
    [Fact]
    public async Task Opening_sums_up_what_takes_long_to_read_though_nothing_comes_behind_it()
    {
        var device = new SimulatedDevice();
        var options = TestBroker.Small();
        options.CheckpointInterval = TimeSpan.FromHours(1);
        await using (var broker = await TestBroker.OpenAsync(device, options))
        {
            await FlowAsync(broker, "a", count: 100);
        }

        await using var again = await OpenAsync(device);
        await again.UntilAsync(() => device.List().Any(static name => name.EndsWith(".checkpoint", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_settled_flow_keeps_the_disk_as_it_is_and_a_message_that_waits_keeps_no_more_than_itself()
    {
        var device = new SimulatedDevice();
        await using (var broker = await OpenAsync(device))
        {
            await broker.PublishAsync("patient", TestBroker.Both);
            await FlowAsync(broker, "a", count: 1);
            var most = 0;
            for (var round = 0; round < 20; round++)
            {
                await FlowAsync(broker, "a", count: 60);
                most = Math.Max(most, Segments(device).Count);
            }

            // The one that waits, those since the older checkpoint, the one that is written, the next.
            Assert.InRange(most, 3, 12);
            Assert.InRange(device[$"{0:x16}.segment"].Length, 4096, 16 * 1024);
            Assert.DoesNotContain($"{SegmentBytes:x16}.segment", Segments(device));
        }

        await using var again = await OpenAsync(device);
        Assert.Equal(["patient"], await again.TextsAsync("b"));
        var (_, sink) = again.Subscribe("c");
        Assert.Equal("patient", (await sink.NextAsync()).Text);
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_read_costs_nothing_and_is_told()
    {
        var device = new SimulatedDevice();
        await using (var broker = await OpenAsync(device))
        {
            await broker.PublishAsync("early", TestBroker.Both);
            await FlowAsync(broker, "a", count: 300);
        }

        var newest = device.List().Where(name => name.EndsWith(".checkpoint", StringComparison.Ordinal)).Max()!;
        device[newest].Flip(100, 1);

        var logger = new RecordingLogger();
        await using var again = await OpenAsync(device, logger);
        Assert.Equal(["early"], await again.TextsAsync("b"));
        Assert.Equal(300, (await again.StatusAsync()).Completed);
        Assert.Contains(logger.Entries, entry => entry.Level == LogLevel.Warning && entry.Text.Contains(newest, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_written_is_told_and_stops_nothing()
    {
        var device = new SimulatedDevice();
        var logger = new RecordingLogger();
        device.Script = operation =>
            operation.Name.EndsWith(".writing", StringComparison.Ordinal) ? SimulatedOutcome.Fail : SimulatedOutcome.Succeed;
        await using (var broker = await OpenAsync(device, logger))
        {
            await FlowAsync(broker, "a", count: 150);
            Assert.Contains(logger.Entries, entry => entry.Text.StartsWith("The checkpoint at LSN", StringComparison.Ordinal));
            device.Script = _ => SimulatedOutcome.Succeed;
            await FlowAsync(broker, "a", count: 150);
        }

        Assert.Contains(device.List(), name => name.EndsWith(".checkpoint", StringComparison.Ordinal));
        await using var again = await OpenAsync(device);
        Assert.Equal((300, 0), ((await again.StatusAsync()).Completed, (await again.StatusAsync()).Ready));
    }

    /// <summary>A file that cannot go may stay so for ever.</summary>
    [Fact]
    public async Task A_checkpoint_that_cannot_be_deleted_is_told_and_keeps_nothing_else()
    {
        var device = new SimulatedDevice();
        var logger = new RecordingLogger();
        string? first = null;
        device.Script = operation =>
            operation.Kind == SimulatedOperationKind.Delete
            && operation.Name.EndsWith(".checkpoint", StringComparison.Ordinal)
            && (first ??= operation.Name) == operation.Name
                ? SimulatedOutcome.Fail
                : SimulatedOutcome.Succeed;
        await using (var broker = await OpenAsync(device, logger))
        {
            await FlowAsync(broker, "a", count: 600);
        }

        Assert.InRange(logger.Entries.Count(static entry => entry.Id == 4007), 5, 100);
        var told = Assert.Single(logger.Entries, static entry => entry.Id == 4014);
        Assert.Contains(first!, told.Exception!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(logger.Entries, static entry => entry.Id == 4006);
        Assert.Contains(first, device.List());
        Assert.Equal(3, FullDisk.CheckpointsIn(device));
        Assert.InRange(Segments(device).Count, 1, 8);
        Assert.DoesNotContain($"{0:x16}.segment", Segments(device));
        await using var again = await OpenAsync(device);
        Assert.Equal((600, 0), ((await again.StatusAsync()).Completed, (await again.StatusAsync()).Ready));
    }

    /// <summary>As long as it is the same it is told once.</summary>
    [Fact]
    public async Task What_cannot_be_cleaned_is_told_again_when_it_is_something_else_or_was_over()
    {
        var device = new SimulatedDevice { Script = ReserveFails };
        var logger = new RecordingLogger();
        await using var broker = await OpenAsync(device, logger);
        await CleanAsync(told: 1);

        device.Script = static operation =>
            operation.Kind == SimulatedOperationKind.Delete && operation.Name.EndsWith(".checkpoint", StringComparison.Ordinal)
                ? SimulatedOutcome.Fail
                : ReserveFails(operation);
        // Which of them fails first is another one each time that a further one has come.
        await FlowUntilAsync(() => Told().Any(static failure => failure.Contains(".checkpoint", StringComparison.Ordinal)));
        device.Script = ReserveFails;
        await FlowUntilAsync(() => Told()[^1].Contains(CheckpointReserve.Name, StringComparison.Ordinal));
        var told = Told().Count;
        await CleanAsync(told);

        device.Script = static _ => SimulatedOutcome.Succeed;
        await CleanAsync(told);
        Assert.Contains(CheckpointReserve.Name, device.List());
        // It is given up for a checkpoint, and cannot be made again.
        var isUsed = 0;
        device.Script = operation =>
            operation.Name.EndsWith(".writing", StringComparison.Ordinal) && Interlocked.Increment(ref isUsed) == 1
                ? SimulatedOutcome.DiskFull
                : ReserveFails(operation);
        await CleanAsync(told + 1);
        Assert.Equal(Told()[0], Told()[^1]);

        static SimulatedOutcome ReserveFails(SimulatedOperation operation) =>
            operation is { Kind: SimulatedOperationKind.Create, Name: CheckpointReserve.Name }
                ? SimulatedOutcome.Fail
                : SimulatedOutcome.Succeed;

        List<string> Told() => [.. logger.Entries.Where(static entry => entry.Id == 4014).Select(static entry => entry.Exception!.Message)];

        // One may have been under way.
        async Task CleanAsync(int told)
        {
            var cleaned = Cleaned();
            await FlowUntilAsync(() => Cleaned() > cleaned + 2);
            Assert.Equal(told, Told().Count);
        }

        int Cleaned() => logger.Entries.Count(static entry => entry.Id == 4007);

        async Task FlowUntilAsync(Func<bool> isSo)
        {
            for (var start = Stopwatch.GetTimestamp(); !isSo(); await FlowAsync(broker, "a", count: 10))
            {
                Assert.True(Stopwatch.GetElapsedTime(start) < Guard.Hang, "It does not come to be so.");
            }
        }
    }

    /// <summary>A file that cannot go may stay so for ever.</summary>
    [Fact]
    public async Task Damage_that_is_found_while_a_file_cannot_go_is_told_as_that_is()
    {
        var logger = new RecordingLogger();
        var device = new SimulatedDevice
        {
            Script = static operation =>
                operation.Name.EndsWith(".spare", StringComparison.Ordinal) ? SimulatedOutcome.Fail : SimulatedOutcome.Succeed,
        };
        string name;
        await using (var broker = await OpenAsync(device, logger))
        {
            // From the first segment's end on, each cleaning meets one that cannot go before it comes to the damaged one.
            await FlowAsync(broker, "a", count: 40);
            var damaged = (await broker.PublishAsync("damaged", TestBroker.Both)).Position;
            name = $"{damaged - (damaged % SegmentBytes):x16}.segment";
            Assert.NotEqual($"{0:x16}.segment", name);
            device[name].Flip(device[name].Bytes.AsSpan().IndexOf("damaged"u8), 0);
            await FlowAsync(broker, "a", count: 300);
        }

        var told = Assert.IsType<StorageCorruptedException>(Assert.Single(logger.Entries, static entry => entry.Id == 4008).Exception);
        Assert.EndsWith(name, told.File, StringComparison.Ordinal);
        Assert.Contains(
            logger.Entries,
            static entry => entry.Id == 4014 && entry.Exception!.Message.Contains(".spare", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(logger.Entries, static entry => entry.Id == 4006);
    }

    [Fact]
    public async Task Producers_and_claimed_keys_are_summed_up_too()
    {
        var device = new SimulatedDevice();
        var key = new InboxKey(7, 8);
        await using (var broker = await OpenAsync(device))
        {
            var producer = await broker.Transport.OpenProducerAsync("importer", CancellationToken.None).Guarded();
            await broker
                .Transport.PublishAsync(broker.Message("numbered", producer: producer, sequence: 41), CancellationToken.None)
                .Guarded();
            var (receiver, sink) = broker.Subscribe("a", prefetch: 1);
            var delivery = await sink.NextAsync();
            var reservation = await broker.Transport.Inbox.ReserveAsync("a", delivery.Token, key, CancellationToken.None).Guarded();
            Assert.Equal(InboxReservation.Reserved, reservation);
            await receiver.SettledAsync(
                sink,
                new Outcome
                {
                    Token = delivery.Token,
                    Kind = OutcomeKind.Complete,
                    InboxKey = key,
                    InboxRetention = TimeSpan.FromDays(1),
                }
            );
            await receiver.DisposeAsync();
            await FlowAsync(broker, "a", count: 300);
        }

        Assert.DoesNotContain($"{0:x16}.segment", Segments(device));
        await using var again = await OpenAsync(device);
        var known = await again.Transport.OpenProducerAsync("importer", CancellationToken.None).Guarded();
        Assert.Equal(41, known.Watermark);
        await again.PublishAsync("next");
        var (_, next) = again.Subscribe("a", prefetch: 1);
        var claimed = await again.Transport.Inbox.ReserveAsync("a", (await next.NextAsync()).Token, key, CancellationToken.None).Guarded();
        Assert.Equal(InboxReservation.AlreadyClaimed, claimed);
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_set_aside_and_all_others_are_handed_out()
    {
        var device = new SimulatedDevice();
        await using (var broker = await OpenAsync(device))
        {
            foreach (var text in (string[])["first", "damaged", "last"])
            {
                await broker.PublishAsync(text, TestBroker.Both);
            }

            await FlowAsync(broker, "a", count: 150);
        }

        // All are before the checkpoint: opening does not read them.
        var bytes = device[$"{0:x16}.segment"].Bytes;
        device[$"{0:x16}.segment"].Flip(bytes.AsSpan().IndexOf("damaged"u8), 0);
        var logger = new RecordingLogger();
        await using var again = await OpenAsync(device, logger);
        var (_, sink) = again.Subscribe("b");
        Assert.Equal("first", (await sink.NextAsync()).Text);
        Assert.Equal("last", (await sink.NextAsync()).Text);
        Assert.Contains(logger.Entries, entry => entry.Id == 3012);
        var status = await again.StatusAsync("b");
        Assert.Equal((0, 0, 1, 2), (status.Ready, status.Delayed, status.Parked, status.InFlight));
    }

    [Fact]
    public async Task A_missing_segment_that_is_needed_is_refused_at_open()
    {
        var device = new SimulatedDevice();
        await using (var broker = await OpenAsync(device))
        {
            await broker.PublishAsync("patient", TestBroker.Both);
            await FlowAsync(broker, "a", count: 300);
        }

        device.Delete($"{0:x16}.segment");
        var corrupted = await Assert.ThrowsAsync<JournalCorruptedException>(() => OpenAsync(device));
        Assert.EndsWith($"{0:x16}.segment", corrupted.File, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_makes_no_sense_is_told_with_its_file_and_where_it_stands_there()
    {
        var device = new SimulatedDevice();
        await using (var broker = await OpenAsync(device))
        {
            await FlowAsync(broker, "a", count: 100);
        }

        var options = new JournalOptions { SegmentBytes = SegmentBytes, BufferBytes = 64 * 1024 };
        var journal = await Journal.OpenAsync(
            device,
            new JournalClient(new BrokerState(), OwnThreads.Instance),
            options,
            TestContext.Current.CancellationToken
        );
        Assert.True(
            journal.TryAppend(
                RecordType.Outcome,
                [RecordType.Version, 99],
                [],
                CommitLevel.Flushed,
                AppendPriority.Normal,
                out var senseless
            )
        );
        await journal.DisposeAsync();

        var corrupted = await Assert.ThrowsAsync<JournalCorruptedException>(() => OpenAsync(device));

        var segment = senseless.Lsn - (senseless.Lsn % SegmentBytes);
        Assert.True(segment > 0, "The first segment would not tell an offset from a position.");
        Assert.EndsWith($"{segment:x16}.segment", corrupted.File, StringComparison.Ordinal);
        Assert.Equal(senseless.Lsn - segment, corrupted.Offset);
        Assert.Contains("99 is no outcome", corrupted.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Types_that_are_introduced_while_the_state_is_summed_up_disturb_nothing()
    {
        var device = new SimulatedDevice();
        await using (var broker = await OpenAsync(device))
        {
            using var stop = new CancellationTokenSource();
            var introducing = Task.Run(
                async () =>
                {
                    for (var i = 0; !stop.IsCancellationRequested; i++)
                    {
                        var type = new MessageDescriptor { Name = $"test.type.{i}", Exchange = "orders" };
                        await broker.Transport.PublishAsync(broker.Message("x", "memory", type: type), CancellationToken.None).Guarded();
                    }
                },
                TestContext.Current.CancellationToken
            );
            await FlowAsync(broker, "a", count: 300);
            await stop.CancelAsync();
            await introducing;
        }

        await using var again = await OpenAsync(device);
        Assert.Equal(300, (await again.StatusAsync()).Completed);
    }

    private static Task<TestBroker> OpenAsync(SimulatedDevice device, ILogger? logger = null)
    {
        var options = TestBroker.Small();
        options.CheckpointInterval = TimeSpan.Zero;
        return TestBroker.OpenAsync(device, options, logger: logger);
    }

    private static List<string> Segments(SimulatedDevice device) =>
        [.. device.List().Where(name => name.EndsWith(".segment", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static int Recovered(RecordingLogger logger)
    {
        var opened = logger.Entries.Single(entry => entry.Text.Contains("records recovered", StringComparison.Ordinal)).Text;
        var from = opened.IndexOf("recovered: ", StringComparison.Ordinal) + "recovered: ".Length;
        return int.Parse(opened.AsSpan(from, opened.IndexOf(',', from) - from), System.Globalization.CultureInfo.InvariantCulture);
    }

    // Publishes large messages, one after the other, each handled and settled.
    private static async Task FlowAsync(TestBroker broker, string queue, int count)
    {
        var (receiver, sink) = broker.Subscribe(queue, prefetch: 1);
        for (var i = 0; i < count; i++)
        {
            await broker.PublishAsync(s_large);
            await receiver.SettledAsync(sink, new Outcome { Token = (await sink.NextAsync()).Token, Kind = OutcomeKind.Complete });
        }

        await receiver.DisposeAsync();
    }

    private static async Task KillAsync(TestBroker broker, string text)
    {
        await broker.PublishAsync(text);
        var (receiver, sink) = broker.Subscribe("a", prefetch: 1);
        var token = (await sink.NextAsync()).Token;
        await receiver.SettledAsync(
            sink,
            new Outcome
            {
                Token = token,
                Kind = OutcomeKind.DeadLetter,
                Reason = DeathReason.Rejected,
            }
        );
        await receiver.DisposeAsync();
    }
}
