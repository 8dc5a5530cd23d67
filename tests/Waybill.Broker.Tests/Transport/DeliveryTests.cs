using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

public sealed class DeliveryTests : TempDataDirectory
{
    [Fact]
    public async Task What_was_settled_is_gone_after_a_restart_and_the_rest_comes_again()
    {
        await using (var broker = await TestBroker.OpenAsync(Folder))
        {
            await broker.PublishAsync("first");
            await broker.PublishAsync("second");
            await broker.PublishAsync("third");
            var (receiver, sink) = broker.Subscribe();
            var first = await sink.NextAsync();
            Assert.Equal(
                ("first", "test.order", 0x1234ul, "order.one", 0, 1, Durability.Flushed),
                (first.Text, first.MessageType, first.Schema, first.RoutingKey, first.Failed, first.Acquired, first.Durability)
            );
            var second = await sink.NextAsync();
            await sink.NextAsync();
            // Not in the order they came: each is settled alone.
            await receiver.SettledAsync(sink, second.Complete());
        }

        await using var again = await TestBroker.OpenAsync(Folder);
        Assert.Equal(["first", "third"], await again.TextsAsync());
        var (_, next) = again.Subscribe();
        // Neither the end of the process nor the hand-over before counts as a failure.
        Assert.Equal([("first", 0, 1), ("third", 0, 1)], (await next.NextAsync(2)).Select(d => (d.Text, d.Failed, d.Acquired)));
        Assert.Equal(1, (await again.StatusAsync()).Completed);
    }

    [Fact]
    public async Task A_queue_hands_out_in_the_order_of_publishing_also_after_a_restart()
    {
        var expected = Enumerable.Range(0, 500).Select(i => $"m{i}").ToArray();
        await using (var broker = await TestBroker.OpenAsync(Folder))
        {
            foreach (var text in expected[..250])
            {
                _ = broker.Begin(text, durability: Durability.Buffered);
            }

            await broker.PublishAsync(expected[250]);
            Assert.Equal(expected[..251], await broker.TextsAsync());
        }

        await using var again = await TestBroker.OpenAsync(Folder);
        var (receiver, sink) = again.Subscribe(prefetch: 7);
        foreach (var text in expected[251..])
        {
            await again.PublishAsync(text, durability: Durability.Buffered);
        }

        for (var i = 0; i < expected.Length; i++)
        {
            receiver.Settle((await sink.NextAsync()).Complete());
        }

        Assert.Equal(expected, sink.Texts);
    }

    [Fact]
    public async Task Fan_out_is_one_record_and_a_copy_in_each_queue_also_after_a_restart()
    {
        await using (var broker = await TestBroker.OpenAsync(Folder))
        {
            var receipt = await broker.PublishAsync("all", TestBroker.Both);
            Assert.Equal((3, Durability.Flushed, false), (receipt.Destinations, receipt.Durability, receipt.Duplicate));
            foreach (var queue in new[] { "a", "b", "c" })
            {
                Assert.Equal(receipt.Position, Assert.Single(await broker.BrowseAsync(queue)).Position);
            }

            var (receiver, sink) = broker.Subscribe("b");
            await receiver.SettledAsync(sink, (await sink.NextAsync()).Complete());
            await AssertSettledInOneAsync(broker);
        }

        await using var again = await TestBroker.OpenAsync(Folder);
        await AssertSettledInOneAsync(again);

        static async Task AssertSettledInOneAsync(TestBroker broker)
        {
            Assert.Equal(["all"], await broker.TextsAsync("a"));
            Assert.Empty(await broker.TextsAsync("b"));
            Assert.Equal(["all"], await broker.TextsAsync("c"));
        }
    }

    [Fact]
    public async Task Two_receivers_share_a_queue_and_no_message_comes_twice()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var receivers = new[] { broker.Subscribe(prefetch: 3), broker.Subscribe(prefetch: 3) };
        for (var i = 0; i < 6; i++)
        {
            await broker.PublishAsync($"m{i}");
        }

        var first = await receivers[0].Sink.NextAsync(3);
        var second = await receivers[1].Sink.NextAsync(3);
        Assert.Equal(["m0", "m1", "m2", "m3", "m4", "m5"], first.Concat(second).Select(delivery => delivery.Text).Order());

        // A lease is its holder's: the other receiver cannot settle it, and asking does no harm.
        receivers[1].Receiver.Settle(first[0].Complete());
        Assert.Equal((first[0].Token, SettlementResult.StaleLease), await receivers[1].Sink.SettledAsync());
        await receivers[0].Receiver.SettledAsync(receivers[0].Sink, first[0].Complete());
        receivers[1].Receiver.Settle(first[1].Of(OutcomeKind.Release));
        Assert.Equal((first[1].Token, SettlementResult.StaleLease), await receivers[1].Sink.SettledAsync());
        Assert.Equal(5, (await broker.StatusAsync()).InFlight);
    }

    [Fact]
    public async Task Prefetch_bounds_what_is_unsettled()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var (receiver, sink) = broker.Subscribe(prefetch: 2);
        for (var i = 0; i < 5; i++)
        {
            await broker.PublishAsync($"m{i}");
        }

        var status = await broker.StatusAsync();
        Assert.Equal((3, 2, 2), (status.Ready, status.InFlight, sink.Delivered));
        await receiver.SettledAsync(sink, (await sink.NextAsync()).Complete());
        Assert.Equal(["m1", "m2"], (await sink.NextAsync(2)).Select(delivery => delivery.Text));
        Assert.Equal(2, (await broker.StatusAsync()).Ready);
        Assert.Equal(3, sink.Delivered);
    }

    [Fact]
    public async Task Prefetch_bytes_bound_the_bodies_and_let_one_large_message_through()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var (receiver, sink) = broker.Subscribe(prefetchBytes: 100);
        foreach (var size in new[] { 500, 60, 40, 1 })
        {
            await broker.PublishAsync(new string('x', size));
        }

        var large = await sink.NextAsync();
        Assert.Equal(500, large.Body.Length);
        Assert.Equal((3, 1), await ReadyAsync());
        await receiver.SettledAsync(sink, large.Complete());
        var middle = await sink.NextAsync(2);
        Assert.Equal((1, 3), await ReadyAsync());
        await receiver.SettledAsync(sink, middle[1].Complete());
        Assert.Equal(1, (await sink.NextAsync()).Body.Length);

        async Task<(long, int)> ReadyAsync() => ((await broker.StatusAsync()).Ready, sink.Delivered);
    }

    [Fact]
    public async Task A_released_delivery_comes_again_in_its_place_and_counts_as_nothing()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var (receiver, sink) = broker.Subscribe(prefetch: 1);
        await broker.PublishAsync("first");
        await broker.PublishAsync("second");
        var first = await sink.NextAsync();
        await receiver.SettledAsync(sink, first.Of(OutcomeKind.Release));
        var again = await sink.NextAsync();
        Assert.Equal(("first", 0, 2), (again.Text, again.Failed, again.Acquired));
        Assert.NotEqual(first.Token, again.Token);
        await receiver.SettledAsync(sink, again.Complete());
        Assert.Equal("second", (await sink.NextAsync()).Text);
    }

    [Fact]
    public async Task A_stopped_receiver_gets_nothing_more_and_may_settle_what_it_has()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var (receiver, sink) = broker.Subscribe();
        await broker.PublishAsync("held");
        var held = await sink.NextAsync();
        receiver.Stop();
        await broker.PublishAsync("later");
        await receiver.SettledAsync(sink, held.Complete());
        var status = await broker.StatusAsync();
        Assert.Equal((1, 0, 1), (status.Ready, status.InFlight, sink.Delivered));
    }

    [Fact]
    public async Task A_disposed_receivers_deliveries_come_again_without_counting_as_failed()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var (receiver, sink) = broker.Subscribe();
        await broker.PublishAsync("first");
        await broker.PublishAsync("second");
        var held = await sink.NextAsync(2);
        await receiver.DisposeAsync().Guarded();
        await receiver.DisposeAsync().Guarded();
        receiver.Settle(held[0].Complete());
        Assert.Equal((held[0].Token, SettlementResult.StaleLease), await sink.SettledAsync());
        var (_, next) = broker.Subscribe();
        Assert.Equal([("first", 0, 2), ("second", 0, 2)], (await next.NextAsync(2)).Select(d => (d.Text, d.Failed, d.Acquired)));
    }

    [Fact]
    public async Task Four_publishers_at_once_lose_and_double_nothing_and_keep_each_its_order()
    {
        const int Count = 1000;
        await using var broker = await TestBroker.OpenAsync(Folder);
        var (receiver, sink) = broker.Subscribe(prefetch: 100);
        sink.Observer = delivery => receiver.Settle(delivery.Complete());
        var publishers = Enumerable
            .Range(0, 4)
            .Select(publisher =>
                Task.Run(async () =>
                {
                    for (var i = 0; i < Count; i++)
                    {
                        var publish = broker.Begin($"{publisher}:{i}", durability: Durability.Buffered);
                        if (i % 50 == 49)
                        {
                            await publish;
                        }
                    }
                })
            );
        await Task.WhenAll(publishers).Guarded();
        await sink.NextAsync(4 * Count);
        var ledger = sink.Texts.Select(text => text.Split(':')).ToLookup(parts => parts[0], parts => int.Parse(parts[1]));
        Assert.Equal(4, ledger.Count);
        Assert.All(ledger, one => Assert.Equal(Enumerable.Range(0, Count), one));
    }
}
