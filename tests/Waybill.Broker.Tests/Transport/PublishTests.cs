using System.Diagnostics.Metrics;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

public sealed class PublishTests : TempDataDirectory
{
    [Fact]
    public async Task Unroutable_is_a_receipt_without_destinations_and_an_exception_for_a_mandatory_type()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        Assert.Equal(new PublishReceipt(0, Durability.Flushed, 0, Duplicate: false), await broker.PublishAsync("lost", "nowhere"));
        var thrown = Assert.Throws<UnroutableMessageException>(() =>
        {
            _ = broker.Transport.PublishAsync(
                broker.Message("lost", "nowhere", type: TestBroker.MandatoryType),
                TestContext.Current.CancellationToken
            );
        });
        Assert.Equal(("test.mandatory", "orders", "nowhere"), (thrown.MessageType, thrown.Exchange, thrown.RoutingKey));
        using var batch = broker.Transport.CreateBatch();
        Assert.Throws<UnroutableMessageException>(() => batch.Add(broker.Message("lost", "nowhere", type: TestBroker.MandatoryType)));
        Assert.Equal(0, batch.Add(broker.Message("lost", "nowhere")));
        Assert.All(await broker.Transport.GetQueueStatusAsync(CancellationToken.None).Guarded(), status => Assert.Equal(0, status.Ready));
    }

    [Fact]
    public async Task A_meters_listener_that_throws_fails_no_publish()
    {
        var type = new MessageDescriptor { Name = "test.heard", Exchange = "orders" };
        var calls = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Waybill.Broker")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(
            (_, _, tags, _) =>
            {
                // Other tests count here, too.
                if (tags[0].Value as string == type.Name)
                {
                    calls++;
                    throw new InvalidTimeZoneException("measured");
                }
            }
        );
        listener.Start();
        await using var broker = await TestBroker.OpenAsync(Folder);

        var receipt = await broker.Transport.PublishAsync(broker.Message("lost", "nowhere", type: type), CancellationToken.None).Guarded();

        Assert.Equal((0, 1), (receipt.Destinations, calls));
    }

    [Theory]
    [InlineData(Durability.Flushed)]
    [InlineData(Durability.Buffered)]
    [InlineData(Durability.Memory)]
    public async Task A_batch_comes_whole_and_in_order(Durability durability)
    {
        string[] texts = ["one", "two", "three"];
        await using (var broker = await TestBroker.OpenAsync(Folder))
        {
            var receipt = await broker.Transport.PublishAsync(broker.Batch(durability, texts), CancellationToken.None).Guarded();
            Assert.Equal((durability, 1, false), (receipt.Durability, receipt.Destinations, receipt.Duplicate));
            Assert.Equal(durability != Durability.Memory, receipt.Position > 0);
            Assert.Equal(texts, await broker.TextsAsync());
            // A type that only a batch has introduced so far is known to the journal all the same.
            await broker.PublishAsync("after");
        }

        await using var again = await TestBroker.OpenAsync(Folder);
        string[] rest = durability == Durability.Memory ? ["after"] : [.. texts, "after"];
        Assert.Equal(rest, await again.TextsAsync());
        Assert.All(await again.BrowseAsync(), message => Assert.Equal("test.order", message.MessageType));
    }

    [Fact]
    public async Task A_batch_of_many_keys_is_one_record_and_each_message_finds_its_queues_also_after_a_restart()
    {
        await using (var broker = await TestBroker.OpenAsync(Folder))
        {
            var batch = broker.Transport.CreateBatch();
            var destinations = new List<int>();
            foreach (var (text, key) in new[] { ("1", TestBroker.Both), ("2", TestBroker.One), ("3", "nowhere"), ("4", TestBroker.Both) })
            {
                destinations.Add(batch.Add(broker.Message(text, key)));
            }

            Assert.Equal([3, 1, 0, 3], destinations);
            // The receipt tells of the message that reaches the fewest.
            Assert.Equal(0, (await broker.Transport.PublishAsync(batch, CancellationToken.None).Guarded()).Destinations);
        }

        await using var again = await TestBroker.OpenAsync(Folder);
        Assert.Equal(["1", "2", "4"], await again.TextsAsync("a"));
        Assert.Equal(["1", "4"], await again.TextsAsync("b"));
        Assert.Single((await again.BrowseAsync("a")).Select(message => message.Position).Distinct());
    }

    [Fact]
    public async Task A_batch_may_be_nearly_half_a_buffer_and_one_that_is_larger_says_so()
    {
        const int Bytes = 24_000;
        const int BufferBytes = 64 * 1024;
        await using var broker = await TestBroker.OpenAsync(Folder, TestBroker.Small(BufferBytes));
        await broker.Transport.PublishAsync(broker.Batch(Durability.Flushed, new string('x', Bytes)), CancellationToken.None).Guarded();
        Assert.Equal(Bytes, Assert.Single(await broker.BrowseAsync()).Body.Length);
        using var batch = broker.Transport.CreateBatch();
        var thrown = Assert.Throws<ArgumentException>(() => batch.Add(broker.Message(new string('x', BufferBytes / 2))));
        Assert.Contains("Publish fewer at once, or smaller ones", thrown.Message, StringComparison.Ordinal);
        thrown = Assert.Throws<ArgumentException>(() =>
        {
            _ = broker.Begin(new string('x', BufferBytes));
        });
        Assert.Contains("test.order", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("follows from EmbeddedBrokerOptions.BufferBytes", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_can_be_sent_straight_into_a_queue()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var target = broker.Transport.ResolveQueue("b");
        var receipt = await broker.Transport.PublishAsync(broker.Message("sent", "", target: target), CancellationToken.None).Guarded();
        Assert.Equal(1, receipt.Destinations);
        Assert.Equal(["sent"], await broker.TextsAsync("b"));
        Assert.Empty(await broker.TextsAsync("a"));
        Assert.Contains(
            "No queue 'none'",
            Assert.Throws<ArgumentException>(() => broker.Transport.ResolveQueue("none")).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => broker.Transport.ResolveExchange("none"));
    }

    [Fact]
    public async Task A_receipt_may_be_awaited_twice_and_late_and_tells_the_position()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var pending = Enumerable.Range(0, 100).Select(i => broker.Begin($"m{i}")).ToArray();
        var first = new List<PublishReceipt>();
        foreach (var publish in pending)
        {
            first.Add(await publish);
        }

        for (var i = 0; i < 200; i++)
        {
            await broker.PublishAsync("between", TestBroker.One, Durability.Buffered);
        }

        for (var i = 0; i < pending.Length; i++)
        {
            Assert.Equal(first[i], await pending[i]);
        }

        Assert.All(first, receipt => Assert.True(receipt.Position > 0));
        Assert.Equal(first.Select(receipt => receipt.Position), (await broker.BrowseAsync(limit: 100)).Select(message => message.Position));
    }

    [Fact]
    public async Task Who_has_the_receipt_finds_the_message()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        for (var i = 1; i <= 2000; i++)
        {
            await broker.Begin("m", durability: Durability.Buffered);
            Assert.Equal(i, (await broker.StatusAsync()).Ready);
        }
    }

    [Fact]
    public async Task A_cancelled_token_publishes_nothing()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => broker.Begin("m", cancellationToken: cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            broker.Transport.PublishAsync(broker.Batch(Durability.Flushed, "m"), cancelled).AsTask()
        );
        Assert.Empty(await broker.BrowseAsync());
    }
}
