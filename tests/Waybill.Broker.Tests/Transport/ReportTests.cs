using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>What the broker tells of its queues.</summary>
public sealed class ReportTests : TempDataDirectory
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task What_a_crash_left_behind_the_last_whole_record_is_told_when_it_is_overwritten()
    {
        const string Segment = "0000000000000000.segment";
        var device = new SimulatedDevice();
        await using var broker = await TestBroker.OpenAsync(device);
        await broker.PublishAsync("first");
        var receipt = await broker.PublishAsync(new string('x', 500));
        var killed = device.AfterKill();
        killed[Segment].Blank((int)receipt.Position + 100);
        var logger = new RecordingLogger();

        await using var again = await TestBroker.OpenAsync(killed, logger: logger);

        Assert.Equal(["first"], await again.TextsAsync());
        var told = Assert.Single(logger.Entries, entry => entry.Id == 4003);
        Assert.Equal(LogLevel.Warning, told.Level);
        Assert.Contains($"{Segment}", told.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_that_cannot_be_read_hides_nothing_else_and_says_so(bool restarted)
    {
        var device = new SimulatedDevice();
        PublishReceipt damaged;
        await using (var broker = await TestBroker.OpenAsync(device))
        {
            damaged = await broker.PublishAsync("damaged", TestBroker.Both);
            await broker.PublishAsync("whole", TestBroker.Both);
            if (!restarted)
            {
                Damage(device);
                await AssertToldAsync(broker, damaged.Position);
                return;
            }
        }

        // Opening reads behind the checkpoint alone.
        await using (var broker = await TestBroker.OpenAsync(device, Checkpointing()))
        {
            while (!device.List().Any(name => name.EndsWith(".checkpoint", StringComparison.Ordinal)))
            {
                await broker.PublishAsync(new string('x', 20_000), "memory");
            }
        }

        Damage(device);
        await using var again = await TestBroker.OpenAsync(device, Checkpointing());
        await AssertToldAsync(again, damaged.Position);
    }

    [Fact]
    public async Task Browsing_has_a_limit_of_its_own()
    {
        await using var broker = await TestBroker.OpenAsync(Folder, TestBroker.Small(memoryBytes: 1 << 24));
        for (var i = 0; i <= 10_000; i++)
        {
            Assert.True(broker.Begin("", durability: Durability.Memory).IsCompletedSuccessfully);
        }

        Assert.Equal(10_001, (await broker.StatusAsync()).Ready);
        Assert.Equal(10_000, (await broker.BrowseAsync(limit: int.MaxValue)).Count);
    }

    [Fact]
    public async Task Browsing_ends_where_the_bodies_are_large()
    {
        const int Bytes = 1_000_000;
        var options = new EmbeddedBrokerOptions { MemoryBytes = 1 << 27, LockTimeout = TimeSpan.Zero };
        await using var broker = await TestBroker.OpenAsync(Folder, options);
        var text = new string('x', Bytes);
        for (var i = 0; i < 70; i++)
        {
            Assert.True(broker.Begin(text, durability: Durability.Memory).IsCompletedSuccessfully);
        }

        Assert.Equal(((64 << 20) / Bytes) + 1, (await broker.BrowseAsync()).Count);
    }

    [Fact]
    public async Task The_oldest_that_is_ready_is_none_that_is_parked()
    {
        await using var broker = await TestBroker.OpenAsync(Folder, time: _time);
        var target = broker.Transport.ResolveQueue("a.dead");
        await broker.Transport.PublishAsync(broker.Message("old", target: target), CancellationToken.None).Guarded();
        var (receiver, sink) = broker.Subscribe("a.dead");
        await receiver.SettledAsync(sink, (await sink.NextAsync()).Kill());
        await receiver.DisposeAsync().Guarded();
        _time.Advance(TimeSpan.FromHours(5));
        Assert.Null((await broker.StatusAsync("a.dead")).OldestReady);
        await broker.Transport.PublishAsync(broker.Message("new", target: target), CancellationToken.None).Guarded();
        Assert.Equal(_time.GetUtcNow(), (await broker.StatusAsync("a.dead")).OldestReady);
    }

    [Fact]
    public async Task The_oldest_that_is_ready_may_be_one_that_came_back()
    {
        await using var broker = await TestBroker.OpenAsync(Folder, time: _time);
        var first = _time.GetUtcNow();
        await broker.PublishAsync("first");
        var (receiver, sink) = broker.Subscribe(prefetch: 1);
        var held = await sink.NextAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        await broker.PublishAsync("second");
        Assert.Equal(_time.GetUtcNow(), (await broker.StatusAsync()).OldestReady);
        receiver.Stop();
        await receiver.SettledAsync(sink, held.Of(OutcomeKind.Release));
        Assert.Equal(first, (await broker.StatusAsync()).OldestReady);
    }

    [Fact]
    public async Task A_queue_that_is_no_longer_durable_loses_its_messages_with_a_warning()
    {
        await using (var broker = await TestBroker.OpenAsync(Folder))
        {
            await broker.PublishAsync("one");
            await broker.PublishAsync("two");
        }

        var logger = new RecordingLogger();
        var topology = new Topology(
            TestBroker.Topology.Exchanges,
            [.. TestBroker.Topology.Queues.Select(queue => queue.Name == "a" ? queue with { Durable = false } : queue)],
            TestBroker.Topology.Bindings
        );
        await using var again = await TestBroker.OpenAsync(Folder, topology: topology, logger: logger);
        Assert.Equal(0, (await again.StatusAsync()).Ready);
        var warning = Assert.Single(logger.Entries, entry => entry.Id == 3004);
        Assert.Contains("'a'", warning.Text, StringComparison.Ordinal);
        Assert.Contains("deleted: 2", warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_is_not_durable_begins_empty_and_keeps_its_totals()
    {
        await using (var broker = await TestBroker.OpenAsync(Folder))
        {
            await broker.PublishAsync("one", "memory");
            await broker.PublishAsync("two", "memory");
            var (receiver, sink) = broker.Subscribe("memory", prefetch: 1);
            await receiver.SettledAsync(sink, (await sink.NextAsync()).Complete());
        }

        // Twice: the record that emptied it is replayed as well.
        for (var life = 0; life < 2; life++)
        {
            await using var again = await TestBroker.OpenAsync(Folder);
            var status = await again.StatusAsync("memory");
            Assert.Equal((0, 1), (status.Ready, status.Completed));
        }
    }

    private static void Damage(SimulatedDevice device)
    {
        var segment = device[$"{0:x16}.segment"];
        segment.Flip(segment.Bytes.AsSpan().IndexOf("damaged"u8), bit: 0);
    }

    private static EmbeddedBrokerOptions Checkpointing()
    {
        var options = TestBroker.Small();
        options.CheckpointInterval = TimeSpan.Zero;
        return options;
    }

    private static async Task AssertToldAsync(TestBroker broker, long damaged)
    {
        var statuses = await broker.Transport.GetQueueStatusAsync(CancellationToken.None).Guarded();
        Assert.Equal(
            [("a", 2L, null), ("b", 2L, null), ("c", 2L, null)],
            statuses.Take(4).Where(status => status.Name != "a.dead").Select(status => (status.Name, status.Ready, status.OldestReady))
        );
        var browsed = await broker.BrowseAsync("b");
        Assert.Equal(["", "whole"], browsed.Select(message => System.Text.Encoding.UTF8.GetString(message.Body.Span)));
        Assert.Equal((damaged, Guid.Empty, "", 0), (browsed[0].Position, browsed[0].MessageId, browsed[0].MessageType, browsed[0].Failed));
        Assert.Contains("cannot be read", browsed[0].Damage, StringComparison.Ordinal);
        Assert.Null(browsed[1].Damage);
    }
}
