using System.Text;
using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;
using static Waybill.Broker.Tests.Transport.Support.Taking;

namespace Waybill.Broker.Tests.Transport;

/// <summary>Messages in memory that go from their publisher's hand to a local consumer.</summary>
public sealed class HandoverTests : TempDataDirectory
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task A_message_is_taken_by_its_consumer_and_counts_in_every_report()
    {
        await using var broker = await TestBroker.OpenAsync(Folder, time: _time);
        var (way, sink) = Subscribe(broker);
        var id = Guid.CreateVersion7();
        var message = new OutgoingMessage
        {
            Target = broker.Exchange,
            Type = TestBroker.Type,
            Id = id,
            TimestampMilliseconds = _time.GetUtcNow().ToUnixTimeMilliseconds(),
            Durability = Durability.Memory,
            RoutingKey = "order.one"u8,
            Body = "first"u8,
            Headers = new Dictionary<string, string> { ["tenant"] = "t1" },
        };
        var receipt = await broker.Transport.PublishAsync(message, CancellationToken.None).Guarded();
        await broker.PublishAsync("second", durability: Durability.Memory);

        Assert.Equal((1, Durability.Memory), (receipt.Destinations, receipt.Durability));
        Assert.Equal(2, sink.Handovers);
        Assert.Equal(["first", "second"], await broker.TextsAsync());
        Assert.Equal(["first"], (await broker.BrowseAsync(limit: 1)).Select(stored => Encoding.UTF8.GetString(stored.Body.Span)));
        var waiting = await broker.StatusAsync();
        Assert.Equal((2, 0, 0, _time.GetUtcNow()), (waiting.Ready, waiting.InFlight, waiting.Completed, waiting.OldestReady));

        Assert.True(way.TryTake(out var taken));
        Assert.Equal(
            (id, "test.order", 0x1234ul, "order.one", "first", _time.GetUtcNow(), 0, 1, Durability.Memory, "t1"),
            (
                taken.MessageId,
                taken.MessageType,
                taken.Schema,
                taken.RoutingKey,
                taken.Text,
                taken.PublishedAt,
                taken.Failed,
                taken.Acquired,
                taken.Durability,
                taken.Headers["tenant"]
            )
        );
        Assert.Equal((1, 1), ((await broker.StatusAsync()).Ready, (await broker.StatusAsync()).InFlight));
        way.Complete(taken);
        Assert.True(way.TryTake(out taken));
        way.Complete(taken);

        Assert.True(way.IsEmpty);
        Assert.False(way.TryTake(out _));
        var done = await broker.StatusAsync();
        Assert.Equal((0, 0, 2, null), (done.Ready, done.InFlight, done.Completed, done.OldestReady));
        Assert.Equal(0, sink.Delivered);
    }

    [Fact]
    public async Task Every_queue_of_a_message_hands_it_over()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var a = Subscribe(broker).Way;
        var b = Subscribe(broker, "b").Way;

        Assert.Equal(3, (await broker.PublishAsync("m", TestBroker.Both, Durability.Memory)).Destinations);

        Assert.Equal("m", Take(a).Text);
        Assert.Equal("m", Take(b).Text);
        Assert.Equal(["m"], await broker.TextsAsync("c"));
    }

    [Fact]
    public async Task A_failed_message_comes_again_by_the_broker_and_keeps_the_way_open()
    {
        await using var broker = await TestBroker.OpenAsync(Folder, time: _time);
        var (way, sink) = Subscribe(broker);
        await broker.PublishAsync("m", durability: Durability.Memory);
        var taken = Take(way);

        way.Settle(
            taken,
            new Outcome
            {
                Token = taken.Token,
                Kind = OutcomeKind.Retry,
                Delay = TimeSpan.FromSeconds(5),
            }
        );
        var aside = await broker.StatusAsync();
        Assert.Equal((0, 0, 1, 1), (aside.Ready, aside.InFlight, aside.Delayed, aside.Retried));
        _time.Advance(TimeSpan.FromSeconds(5));
        var again = await sink.NextAsync();

        Assert.Equal(
            (taken.MessageId, "m", "order.one", "test.order", 1, 2, Durability.Memory),
            (again.MessageId, again.Text, again.RoutingKey, again.MessageType, again.Failed, again.Acquired, again.Durability)
        );
        await sink.Receiver!.SettledAsync(sink, again.Complete());
        await broker.PublishAsync("next", durability: Durability.Memory);
        Assert.Equal("next", Take(way).Text);
        Assert.Equal(1, (await broker.StatusAsync()).Completed);
    }

    [Fact]
    public async Task A_dead_letter_is_journaled_and_survives()
    {
        await using (var broker = await TestBroker.OpenAsync(Folder))
        {
            var (way, _) = Subscribe(broker);
            await broker.PublishAsync("m", durability: Durability.Memory);
            var taken = Take(way);
            way.Settle(taken, taken.Kill(DeathReason.Rejected, new InvalidOperationException("no stock")));
            Assert.Equal(["m"], await EventuallyAsync(broker, "a.dead"));
        }

        await using var last = await TestBroker.OpenAsync(Folder);
        var dead = Assert.Single(await last.BrowseAsync("a.dead"));
        Assert.Equal("no stock", Assert.Single(dead.Deaths).Message);
    }

    [Fact]
    public async Task What_is_given_back_comes_by_the_broker_and_does_not_count()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var (way, sink) = Subscribe(broker);
        await broker.PublishAsync("m", durability: Durability.Memory);
        var taken = Take(way);

        way.Settle(taken, new Outcome { Token = taken.Token, Kind = OutcomeKind.Release });

        var again = await sink.NextAsync();
        Assert.Equal(("m", 0, 2), (again.Text, again.Failed, again.Acquired));
    }

    [Fact]
    public async Task A_durable_message_closes_the_way_and_overtakes_nothing()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var (way, sink) = Subscribe(broker, prefetch: 1);
        await broker.PublishAsync("1", durability: Durability.Memory);
        await broker.PublishAsync("2", durability: Durability.Memory);
        await broker.PublishAsync("3");
        await broker.PublishAsync("4", durability: Durability.Memory);

        Assert.Equal(4, (await broker.StatusAsync()).Ready);
        Assert.Equal(0, sink.Delivered);
        Assert.Equal("1", Take(way).Text);
        await broker.StatusAsync();
        Assert.Equal(0, sink.Delivered);
        Assert.Equal("2", Take(way).Text);
        for (var i = 3; i <= 4; i++)
        {
            var delivery = await sink.NextAsync();
            Assert.Equal($"{i}", delivery.Text);
            await sink.Receiver!.SettledAsync(sink, delivery.Complete());
        }
    }

    [Fact]
    public async Task A_receiver_that_takes_nothing_itself_gets_what_waited()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        await broker.PublishAsync("1", durability: Durability.Memory);
        await broker.PublishAsync("2", durability: Durability.Memory);

        var (receiver, sink) = broker.Subscribe();

        Assert.Null(receiver.Handover);
        Assert.Equal(["1", "2"], (await sink.NextAsync(2)).Select(delivery => delivery.Text));
    }

    [Theory]
    [InlineData(Durability.Flushed)]
    [InlineData(Durability.Memory)]
    public async Task What_waited_comes_before_what_closed_the_way(Durability second)
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        await broker.PublishAsync("1", durability: Durability.Memory);
        await broker.Transport.PublishAsync(broker.Batch(second, "2"), CancellationToken.None).Guarded();
        Assert.Equal(2, (await broker.StatusAsync()).Ready);

        var sink = broker.Subscribe().Sink;

        Assert.Equal(["1", "2"], (await sink.NextAsync(2)).Select(delivery => delivery.Text));
    }

    [Fact]
    public async Task A_queue_that_held_messages_at_the_open_hands_nothing_over()
    {
        await using (var broker = await TestBroker.OpenAsync(Folder))
        {
            await broker.PublishAsync("durable");
        }

        await using var again = await TestBroker.OpenAsync(Folder);
        await again.PublishAsync("memory", durability: Durability.Memory);
        var (way, sink) = Subscribe(again);

        Assert.Equal(["durable", "memory"], (await sink.NextAsync(2)).Select(delivery => delivery.Text));
        Assert.True(way.IsEmpty);
    }

    [Theory]
    [InlineData(OutcomeKind.Complete)]
    [InlineData(OutcomeKind.Discard)]
    [InlineData(OutcomeKind.DeadLetter)]
    public async Task Memory_comes_back_whatever_a_message_comes_to(OutcomeKind kind)
    {
        // Room for a single message.
        await using var broker = await TestBroker.OpenAsync(Folder, TestBroker.Small(memoryBytes: 1));
        var (way, _) = Subscribe(broker);
        for (var i = 0; i < 3; i++)
        {
            await broker.PublishAsync("first", durability: Durability.Memory);
            var second = broker.Begin("second", durability: Durability.Memory);
            Assert.False(second.IsCompleted);

            Finish(way, kind);
            await second.Guarded();
            Finish(way, kind);
        }
    }

    [Fact]
    public async Task No_message_of_a_publisher_overtakes_another_when_the_way_closes_under_it()
    {
        const int Messages = 64;
        const string Closing = "closes the way";
        for (var round = 0; round < 100; round++)
        {
            await using var broker = await TestBroker.OpenAsync(System.IO.Path.Combine(Folder, $"{round}"));
            await broker.PublishAsync("introduces the type", "memory", Durability.Memory);
            var (way, sink) = Subscribe(broker, prefetch: Messages + 1);
            using var start = new Barrier(2);
            var closing = Task.Run(async () =>
            {
                start.SignalAndWait();
                Thread.SpinWait(round * 20);
                await broker.PublishAsync(Closing);
            });
            start.SignalAndWait();
            for (var i = 0; i < Messages; i++)
            {
                Assert.True(broker.Begin($"{i}", durability: Durability.Memory).IsCompletedSuccessfully);
            }

            await closing.Guarded();
            var came = new List<int>();
            while (came.Count < Messages)
            {
                // As a consumer does: what was handed out first.
                if (
                    (sink.Texts.TryDequeue(out var text) || (way.TryTake(out var taken) && (text = taken.Text) is not null))
                    // Another publisher's: its place among them is nobody's business.
                    && text != Closing
                )
                {
                    came.Add(int.Parse(text));
                }

                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            }

            Assert.Equal(Enumerable.Range(0, Messages), came);
        }
    }

    [Fact]
    public async Task Headers_take_of_the_memory_and_give_it_back()
    {
        // Room for one message without its header, twice over.
        await using var broker = await TestBroker.OpenAsync(Folder, TestBroker.Small(memoryBytes: 1_000));
        var (way, _) = Subscribe(broker);
        for (var i = 0; i < 3; i++)
        {
            await WithHeaderAsync("first").Guarded();
            var second = WithHeaderAsync("second");
            Assert.False(second.IsCompleted);
            way.Complete(Take(way));
            await second.Guarded();
            way.Settle(Take(way), new Outcome { Token = default, Kind = OutcomeKind.Discard });
        }

        ValueTask<PublishReceipt> WithHeaderAsync(string text) =>
            broker.Transport.PublishAsync(
                broker.Message(text, durability: Durability.Memory) with
                {
                    Headers = new Dictionary<string, string> { ["trace"] = new('x', 500) },
                },
                CancellationToken.None
            );
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("settled")]
    [InlineData("taken over")]
    public async Task What_was_saved_up_comes_back_with_the_last_message(string end)
    {
        const int Budget = 1 << 20;
        const int Count = 64;
        const int Overhead = 256;
        await using var broker = await TestBroker.OpenAsync(Folder, TestBroker.Small(memoryBytes: Budget));
        var (way, sink) = Subscribe(broker);
        await broker.PublishAsync("first", durability: Durability.Memory);
        await broker.PublishAsync("last", durability: Durability.Memory);
        // The last one still waits: this is little, and may be saved up.
        way.Complete(Take(way));
        switch (end)
        {
            case "completed":
                way.Complete(Take(way));
                break;
            case "settled":
                way.Settle(Take(way), new Outcome { Token = default, Kind = OutcomeKind.Discard });
                break;
            default:
                await sink.Receiver!.DisposeAsync();
                var (receiver, plain) = broker.Subscribe();
                await receiver.SettledAsync(plain, (await plain.NextAsync()).Complete());
                await receiver.DisposeAsync();
                break;
        }

        // What the broker's thread does with the last one is done.
        await broker.StatusAsync();
        // All of the budget, but for less than one message costs.
        var body = new string('x', (Budget / Count) - Overhead);
        for (var i = 0; i < Count; i++)
        {
            Assert.True(broker.Begin(body, "memory", Durability.Memory).IsCompletedSuccessfully, $"{i} waits.");
        }
    }

    [Fact]
    public async Task A_publish_whose_headers_fail_takes_no_memory()
    {
        await using var broker = await TestBroker.OpenAsync(Folder, TestBroker.Small(memoryBytes: 1));
        var (way, _) = Subscribe(broker);
        for (var i = 0; i < 3; i++)
        {
            Assert.Throws<InvalidTimeZoneException>(() =>
                broker
                    .Transport.PublishAsync(
                        broker.Message("m", durability: Durability.Memory) with
                        {
                            Headers = new FailingHeaders(),
                        },
                        CancellationToken.None
                    )
                    .IsCompleted
            );
        }

        Assert.True(broker.Begin("whole", durability: Durability.Memory).IsCompletedSuccessfully);
        Assert.Equal("whole", Take(way).Text);
    }

    [Fact]
    public async Task A_sink_that_throws_is_named_and_the_publish_has_succeeded()
    {
        var logger = new RecordingLogger();
        await using var broker = await TestBroker.OpenAsync(Folder, logger: logger);
        var (way, sink) = Subscribe(broker);
        sink.Failure = new InvalidTimeZoneException("sink");

        Assert.Equal(1, (await broker.PublishAsync("m", durability: Durability.Memory)).Destinations);

        Assert.Equal("m", Take(way).Text);
        Assert.Contains(logger.Entries, entry => entry.Text.Contains("Queue 'a'") && entry.Exception == sink.Failure);
    }

    [Fact]
    public async Task An_outcome_that_fails_before_its_message_is_leased_gives_the_memory_back_and_names_the_message()
    {
        var logger = new RecordingLogger();
        await using var broker = await TestBroker.OpenAsync(Folder, TestBroker.Small(memoryBytes: 1), logger: logger);
        var (way, _) = Subscribe(broker);
        await broker.PublishAsync("m", durability: Durability.Memory);
        var second = broker.Begin("second", durability: Durability.Memory);
        Assert.False(second.IsCompleted);
        var taken = Take(way);
        var forged = Taking.Forge(taken);

        way.Settle(forged, new Outcome { Token = default, Kind = OutcomeKind.Release });

        await second.Guarded();
        // The outcome is dealt with to its end once the next question is answered.
        await broker.StatusAsync();
        Assert.Contains(
            logger.Entries,
            entry =>
                entry.Exception is TransportException failure
                && failure.Message.Contains($"{taken.MessageId}", StringComparison.Ordinal)
                && failure.Message.Contains("nobody.publishes", StringComparison.Ordinal)
        );
        Assert.Equal("second", Take(way).Text);
    }

    [Fact]
    public async Task A_closed_broker_takes_outcomes_without_a_word()
    {
        var broker = await TestBroker.OpenAsync(Folder);
        var (way, _) = Subscribe(broker);
        await broker.PublishAsync("1", durability: Durability.Memory);
        await broker.PublishAsync("2", durability: Durability.Memory);
        var (first, second) = (Take(way), Take(way));
        await broker.DisposeAsync();

        way.Complete(first);
        way.Settle(second, new Outcome { Token = second.Token, Kind = OutcomeKind.Release });

        Assert.Throws<TransportException>(() => broker.Begin("3", durability: Durability.Memory));
    }
}
