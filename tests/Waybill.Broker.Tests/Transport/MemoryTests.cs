using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>Messages that are in memory only: what of them reaches the journal, and when their memory comes back.</summary>
public sealed class MemoryTests : TempDataDirectory
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task A_message_in_memory_has_no_position_and_is_gone_after_a_restart()
    {
        await using (var broker = await TestBroker.OpenAsync(Folder))
        {
            Assert.Equal(
                new PublishReceipt(0, Durability.Memory, 1, Duplicate: false),
                await broker.PublishAsync("m", durability: Durability.Memory)
            );
            Assert.Equal(["m"], await broker.TextsAsync());
        }

        await using var again = await TestBroker.OpenAsync(Folder);
        Assert.Empty(await again.TextsAsync());
    }

    [Fact]
    public async Task A_completion_that_publishes_gives_its_messages_memory_back()
    {
        await using var broker = await TestBroker.OpenAsync(Folder, TestBroker.Small(memoryBytes: 150));
        await broker.PublishAsync(new string('x', 100), durability: Durability.Memory);
        var waiting = broker.Begin(new string('y', 100), durability: Durability.Memory).AsTask();
        Assert.Equal(1, (await broker.StatusAsync()).Ready);
        Assert.False(waiting.IsCompleted);

        // Such a completion is journaled, and its message is in memory all the same.
        var (receiver, sink) = broker.Subscribe(prefetch: 1);
        await receiver.SettledAsync(sink, (await sink.NextAsync()).Complete(broker.Batch(Durability.Flushed, "out")));

        Assert.Equal(1, (await waiting.Guarded()).Destinations);
    }

    [Fact]
    public async Task A_dead_letter_gives_its_memory_back()
    {
        await using var broker = await TestBroker.OpenAsync(Folder, TestBroker.Small(memoryBytes: 150));
        var (receiver, sink) = broker.Subscribe();
        for (var i = 0; i < 3; i++)
        {
            await broker.PublishAsync(new string('x', 100), durability: Durability.Memory);
            await receiver.SettledAsync(sink, (await sink.NextAsync()).Kill());
        }

        Assert.Equal(3, (await broker.StatusAsync("a.dead")).Ready);
    }

    [Fact]
    public async Task A_dead_letter_is_journaled_with_its_history_and_survives()
    {
        await using (var broker = await TestBroker.OpenAsync(Folder, time: _time))
        {
            await broker.Transport.PublishAsync(broker.Batch(Durability.Memory, "first", "second"), CancellationToken.None).Guarded();
            var (receiver, sink) = broker.Subscribe();
            var both = await sink.NextAsync(2);
            await receiver.SettledAsync(sink, both[1].Kill(DeathReason.DeliveryLimit, new InvalidOperationException("no stock")));
            AssertDead(await broker.BrowseAsync("a.dead"));
        }

        await using (var broker = await TestBroker.OpenAsync(Folder, time: _time))
        {
            Assert.Empty(await broker.TextsAsync());
            Assert.Equal(1, (await broker.StatusAsync()).DeadLettered);
            AssertDead(await broker.BrowseAsync("a.dead"));
            var (receiver, sink) = broker.Subscribe("a.dead");
            var dead = await sink.NextAsync();
            Assert.Equal(
                ("second", "test.order", 0x1234ul, "order.one", 0),
                (dead.Text, dead.MessageType, dead.Schema, dead.RoutingKey, dead.Failed)
            );
            await receiver.SettledAsync(sink, dead.Complete());
        }

        await using var last = await TestBroker.OpenAsync(Folder, time: _time);
        Assert.Empty(await last.BrowseAsync("a.dead"));

        void AssertDead(IReadOnlyList<StoredMessage> browsed)
        {
            var death = Assert.Single(Assert.Single(browsed).Deaths);
            Assert.Equal(
                ("a", DeathReason.DeliveryLimit, "no stock", _time.GetUtcNow()),
                (death.Queue, death.Reason, death.Message, death.First)
            );
        }
    }

    [Fact]
    public async Task A_dead_letter_without_a_queue_for_it_is_parked_over_a_restart()
    {
        await using (var broker = await TestBroker.OpenAsync(Folder))
        {
            var target = broker.Transport.ResolveQueue("shared");
            await broker
                .Transport.PublishAsync(broker.Message("m", durability: Durability.Memory, target: target), CancellationToken.None)
                .Guarded();
            var (receiver, sink) = broker.Subscribe("shared");
            await receiver.SettledAsync(sink, (await sink.NextAsync()).Kill());
            await AssertParkedAsync(broker);
        }

        await using var again = await TestBroker.OpenAsync(Folder);
        await AssertParkedAsync(again);

        static async Task AssertParkedAsync(TestBroker broker)
        {
            var status = await broker.StatusAsync("shared");
            Assert.Equal((0, 0, 1, 0), (status.Ready, status.Delayed, status.Parked, status.InFlight));
            Assert.Equal(["m"], await broker.TextsAsync("shared"));
        }
    }

    [Fact]
    public async Task A_memory_message_that_could_not_be_journaled_when_it_dies_is_refused_at_the_call()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        Assert.Throws<ArgumentException>(() =>
        {
            _ = broker.Begin(new string('x', 40_000), durability: Durability.Memory);
        });
        await broker.PublishAsync(new string('x', 20_000), durability: Durability.Memory);
    }
}
