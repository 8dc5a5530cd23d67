using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;
using static Waybill.Broker.Tests.Transport.Support.Taking;

namespace Waybill.Broker.Tests.Transport;

/// <summary>Messages in memory that are published together, by a publisher or with an outcome, and go past the broker's thread.</summary>
public sealed class HandoverBatchTests : TempDataDirectory
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task What_a_completion_publishes_is_published_once()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var (way, _) = Subscribe(broker);
        await broker.PublishAsync("m", durability: Durability.Memory);
        var taken = Take(way);
        var outgoing = broker.Transport.CreateBatch();
        outgoing.Add(broker.Message("follows", target: broker.Transport.ResolveQueue("b")));

        Complete(way, taken, outgoing);

        Assert.Equal(["follows"], await EventuallyAsync(broker, "b"));
        Assert.Equal((0, 1), ((await broker.StatusAsync()).InFlight, (await broker.StatusAsync()).Completed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_published_together_overtakes_nothing_that_waits(bool byOutcome)
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var (way, sink) = Subscribe(broker);
        await broker.PublishAsync("1", durability: Durability.Memory);
        if (byOutcome)
        {
            await broker.PublishAsync("starts", "memory");
            var (receiver, starts) = broker.Subscribe("memory");
            await receiver.SettledAsync(starts, (await starts.NextAsync()).Complete(broker.Batch(Durability.Flushed, "2")));
        }
        else
        {
            await broker.Transport.PublishAsync(broker.Batch(Durability.Flushed, "2"), CancellationToken.None).Guarded();
        }

        Assert.Equal(2, (await broker.StatusAsync()).Ready);
        Assert.Equal(0, sink.Delivered);
        Assert.Equal("1", Take(way).Text);
        Assert.Equal("2", (await sink.NextAsync()).Text);
    }

    [Fact]
    public async Task A_batch_in_memory_is_handed_over_whole()
    {
        await using var broker = await TestBroker.OpenAsync(Folder, time: _time);
        var (way, sink) = Subscribe(broker);
        var other = Subscribe(broker, "b").Way;
        var batch = broker.Transport.CreateBatch();
        batch.Add(
            broker.Message("1", TestBroker.Both, Durability.Memory) with
            {
                Headers = new Dictionary<string, string> { ["tenant"] = "t1" },
            }
        );
        batch.Add(broker.Message("2", durability: Durability.Memory));

        Assert.Equal(1, (await broker.Transport.PublishAsync(batch, CancellationToken.None).Guarded()).Destinations);

        var first = Take(way);
        Assert.Equal(
            ("1", "test.order", 0x1234ul, TestBroker.Both, _time.GetUtcNow(), 0, 1, Durability.Memory, "t1", default(DeliveryToken)),
            (
                first.Text,
                first.MessageType,
                first.Schema,
                first.RoutingKey,
                first.PublishedAt,
                first.Failed,
                first.Acquired,
                first.Durability,
                first.Headers["tenant"],
                first.Token
            )
        );
        Assert.Equal("2", Take(way).Text);
        Assert.Equal("1", Take(other).Text);
        Assert.Equal(["1"], await broker.TextsAsync("c"));
        Assert.Equal(0, sink.Delivered);
    }

    [Fact]
    public async Task A_batch_that_is_partly_durable_goes_by_the_broker()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        await broker.PublishAsync("introduces the type", "memory", Durability.Memory);
        var (way, sink) = Subscribe(broker);
        var batch = broker.Batch(Durability.Memory, "1");
        batch.Add(broker.Message("2", durability: Durability.Buffered));

        await broker.Transport.PublishAsync(batch, CancellationToken.None).Guarded();

        Assert.Equal(["1", "2"], (await sink.NextAsync(2)).Select(delivery => delivery.Text));
        Assert.True(way.IsEmpty);
    }

    [Fact]
    public async Task A_batch_that_was_filled_before_the_way_was_closed_comes_behind_what_closed_it()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        await broker.PublishAsync("introduces the type", "memory", Durability.Memory);
        var (way, sink) = Subscribe(broker);
        var batch = broker.Batch(Durability.Memory, "2");
        await broker.PublishAsync("1");

        await broker.Transport.PublishAsync(batch, CancellationToken.None).Guarded();

        Assert.True(way.IsEmpty);
        Assert.Equal(["1", "2"], (await sink.NextAsync(2)).Select(delivery => delivery.Text));
    }

    [Fact]
    public async Task A_batch_waits_for_memory_and_what_an_outcome_publishes_does_not()
    {
        // Room for a single large message, and for no other beside it.
        await using var broker = await TestBroker.OpenAsync(Folder, TestBroker.Small(memoryBytes: 600));
        var (way, sink) = Subscribe(broker);
        await broker.PublishAsync("1".PadRight(500), durability: Durability.Memory);
        var waiting = broker.Transport.PublishAsync(broker.Batch(Durability.Memory, "3"), CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        Complete(way, Take(way), broker.Batch(Durability.Memory, "2".PadRight(500)));

        Assert.False(waiting.IsCompleted);
        var second = Take(way);
        Assert.Equal("2", second.Text.Trim());
        way.Complete(second);
        await waiting.Guarded();
        Assert.Equal("3", Take(way).Text);
        Assert.Equal((2, 0), ((await broker.StatusAsync()).Completed, sink.Delivered));
    }

    [Fact]
    public async Task What_outcomes_publish_goes_by_the_journal_once_it_comes_to_as_much_again_as_the_memory()
    {
        await using var broker = await TestBroker.OpenAsync(Folder, TestBroker.Small(memoryBytes: 600));
        var (way, sink) = Subscribe(broker);
        var (other, others) = Subscribe(broker, "b");
        await broker.PublishAsync("1".PadRight(500), durability: Durability.Memory);

        // Takes the budget three times, which is known afterwards.
        Complete(way, Take(way), broker.Batch(Durability.Memory, "2".PadRight(500), "3".PadRight(500), "4".PadRight(500)));
        var outgoing = broker.Transport.CreateBatch();
        outgoing.Add(broker.Message("5", durability: Durability.Memory, target: broker.Transport.ResolveQueue("b")));
        Complete(way, Take(way), outgoing);

        Assert.Equal("5", (await others.NextAsync()).Text);
        Assert.True(other.IsEmpty);
        Assert.Equal(0, sink.Delivered);
    }

    [Fact]
    public async Task A_batch_that_is_never_published_closes_no_way()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var (way, sink) = Subscribe(broker);
        broker.Batch(Durability.Flushed, "dropped").Dispose();

        await broker.PublishAsync("1", durability: Durability.Memory);

        Assert.Equal("1", Take(way).Text);
        Assert.Equal(0, sink.Delivered);
    }
}
