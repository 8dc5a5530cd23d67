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
}
