using Waybill.Broker.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Embedded;

public sealed class PublishTests : IDisposable
{
    private readonly TempDataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task One_publish_reaches_each_queue_once_and_survives_a_restart()
    {
        await using (var rig = await Rig.OpenAsync(_data.Path))
        {
            var receipt = await rig.PublishAsync("order.eu.created", "one");

            Assert.Equal((3, Durability.Flushed, false), (receipt.Destinations, receipt.Durability, receipt.Duplicate));
            Assert.True(receipt.Position > 0);
        }

        await using var again = await Rig.OpenAsync(_data.Path);
        foreach (var queue in (string[])["a", "b", "eu"])
        {
            Assert.Equal(["one"], await again.BodiesAsync(queue));
        }
    }

    [Fact]
    public async Task A_receipt_may_be_awaited_twice_and_late_and_names_the_position_that_browsing_shows()
    {
        await using var rig = await Rig.OpenAsync(_data.Path);
        var first = rig.PublishAsync("order.us.created", "one");
        var second = rig.PublishAsync("order.us.created", "two");

        Assert.Equal(await first, await first);
        Assert.NotEqual((await first).Position, (await second).Position);
        var stored = await rig.Transport.BrowseAsync("a", 10, TestContext.Current.CancellationToken);
        Assert.Equal([(await first).Position, (await second).Position], stored.Select(message => message.Position));
    }

    [Fact]
    public async Task What_nobody_receives_is_stored_nowhere()
    {
        await using var rig = await Rig.OpenAsync(_data.Path);

        Assert.Equal(new PublishReceipt(0, Durability.Flushed, 0, false), await rig.PublishAsync("nobody", "lost?"));
        var error = await Assert.ThrowsAsync<UnroutableMessageException>(async () =>
            await rig.PublishAsync("nobody", "x", mandatory: true)
        );
        Assert.Equal(("events", "nobody"), (error.Exchange, error.RoutingKey));
    }

    [Fact]
    public async Task A_batch_is_one_record_and_all_of_it_comes_back()
    {
        await using (var rig = await Rig.OpenAsync(_data.Path))
        {
            var receipt = await rig.Transport.PublishAsync(
                rig.Batch(("order.eu.x", "1"), ("order.us.x", "2"), ("nobody", "3"), ("order.eu.y", "4")),
                default
            );
            Assert.Equal(0, receipt.Destinations);
        }

        await using var again = await Rig.OpenAsync(_data.Path);
        Assert.Equal(["1", "2", "4"], await again.BodiesAsync("a"));
        Assert.Equal(["1", "4"], await again.BodiesAsync("eu"));
        Assert.Single((await again.Transport.BrowseAsync("a", 10, default)).Select(message => message.Position).Distinct());
    }

    [Fact]
    public async Task Memory_messages_never_touch_the_journal()
    {
        await using (var rig = await Rig.OpenAsync(_data.Path))
        {
            var receipt = await rig.SendAsync("a", "volatile", Durability.Memory);
            Assert.Equal(new PublishReceipt(0, Durability.Memory, 1, false), receipt);
            Assert.Equal(["volatile"], await rig.BodiesAsync("a"));
        }

        await using var again = await Rig.OpenAsync(_data.Path);
        Assert.Empty(await again.BodiesAsync("a"));
    }

    [Fact]
    public async Task A_type_that_only_a_memory_batch_used_is_known_to_the_journal_afterwards()
    {
        await using (var rig = await Rig.OpenAsync(_data.Path))
        {
            var batch = rig.Transport.CreateBatch();
            batch.Add(
                new OutgoingMessage
                {
                    Target = rig.Transport.ResolveQueue("a"),
                    Type = new MessageDescriptor { Name = "Tests.OnlyInMemory" },
                    Id = Guid.NewGuid(),
                    TimestampMilliseconds = 1,
                    Durability = Durability.Memory,
                    RoutingKey = default,
                    Body = default,
                }
            );
            await rig.Transport.PublishAsync(batch, default);
            var durable = new OutgoingMessage
            {
                Target = rig.Transport.ResolveQueue("a"),
                Type = new MessageDescriptor { Name = "Tests.OnlyInMemory" },
                Id = Guid.NewGuid(),
                TimestampMilliseconds = 1,
                Durability = Durability.Flushed,
                RoutingKey = default,
                Body = default,
            };
            await rig.Transport.PublishAsync(durable, default);
        }

        await using var again = await Rig.OpenAsync(_data.Path);
        Assert.Equal("Tests.OnlyInMemory", Assert.Single(await again.Transport.BrowseAsync("a", 10, default)).MessageType);
    }

    [Fact]
    public async Task The_budget_of_memory_messages_makes_publishes_wait_until_others_are_settled()
    {
        await using var rig = await Rig.OpenAsync(_data.Path, options => options.MemoryBytes = 200);
        var body = new string('x', 100);
        await rig.SendAsync("a", body, Durability.Memory);
        var waiting = rig.SendAsync("a", body, Durability.Memory).AsTask();
        Assert.Equal(1, (await rig.StatusAsync("a")).Ready);
        Assert.False(waiting.IsCompleted);

        // With a publish in its outcome the completion is journaled; the memory comes back all the same.
        var (receiver, sink) = rig.Subscribe("a", prefetch: 1);
        var delivery = await sink.NextAsync();
        receiver.Settle(Rig.Outcome(delivery, OutcomeKind.Complete, rig.Batch(("order.us.x", "done"))));

        Assert.Equal(1, (await waiting).Destinations);
    }

    [Fact]
    public async Task A_queue_that_is_not_durable_begins_empty_and_keeps_its_totals()
    {
        await using (var rig = await Rig.OpenAsync(_data.Path))
        {
            await rig.SendAsync("volatile", "1");
            await rig.SendAsync("volatile", "2");
            var (receiver, sink) = rig.Subscribe("volatile", prefetch: 1);
            receiver.Settle(Rig.Outcome(await sink.NextAsync(), OutcomeKind.Complete));
            await sink.NextSettledAsync();
        }

        for (var life = 0; life < 2; life++)
        {
            await using var again = await Rig.OpenAsync(_data.Path);
            var status = await again.StatusAsync("volatile");
            Assert.Equal((0, 1), (status.Ready, status.Completed));
        }
    }

    [Fact]
    public async Task A_producer_goes_on_where_its_stored_messages_end()
    {
        await using (var rig = await Rig.OpenAsync(_data.Path))
        {
            using var producer = await rig.Transport.OpenProducerAsync("import", CancellationToken.None);
            Assert.Equal(-1, producer.Watermark);
            await rig.PublishAsync("order.us.x", "3", producer: producer, sequence: 3);
            await rig.PublishAsync("order.us.x", "7", producer: producer, sequence: 7);
            await Assert.ThrowsAsync<InvalidOperationException>(async () =>
                await rig.Transport.OpenProducerAsync("import", CancellationToken.None)
            );
        }

        await using var again = await Rig.OpenAsync(_data.Path);
        using var reopened = await again.Transport.OpenProducerAsync("import", CancellationToken.None);
        Assert.Equal(7, reopened.Watermark);
        var duplicate = await again.PublishAsync("order.us.x", "7", producer: reopened, sequence: 7);
        Assert.True(duplicate.Duplicate);
        Assert.Equal(reopened.WatermarkPosition, duplicate.Position);
        await again.PublishAsync("order.us.x", "8", producer: reopened, sequence: 8);
        Assert.Equal(["3", "7", "8"], await again.BodiesAsync("a"));
    }

    [Fact]
    public async Task Under_pressure_publishes_wait_in_order_and_settlements_go_through()
    {
        // Sixteen buffers of 64 KiB for some megabytes: most publishes wait, while each outcome needs room for its own.
        await using var rig = await Rig.OpenAsync(_data.Path, options => options.SegmentBytes = 256 << 10);
        var (receiver, sink) = rig.Subscribe("a", prefetch: 8);
        const int count = 2_000;
        var receipts = Enumerable
            .Range(0, count)
            .Select(number => rig.PublishAsync("order.us.x", $"{number}".PadRight(3_000)).AsTask())
            .ToList();
        for (var number = 0; number < count; number++)
        {
            var delivery = await sink.NextAsync();
            Assert.Equal($"{number}", Rig.Body(delivery).TrimEnd());
            receiver.Settle(Rig.Outcome(delivery, OutcomeKind.Complete, rig.Batch(("volatile", "done"))));
        }

        await Task.WhenAll(receipts);
        Assert.Equal(count, receipts.Select(receipt => receipt.Result.Position).Distinct().Count());
    }

    [Fact]
    public async Task A_publish_that_waits_can_be_cancelled()
    {
        await using var rig = await Rig.OpenAsync(_data.Path, options => options.MemoryBytes = 100);
        await rig.SendAsync("a", new string('x', 100), Durability.Memory);
        using var cancellation = new CancellationTokenSource();
        var waiting = rig.PublishAsync("order.us.x", new string('y', 100), Durability.Memory, cancellationToken: cancellation.Token)
            .AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Single(await rig.BodiesAsync("a"));
    }

    [Fact]
    public async Task Closing_turns_waiting_publishes_away()
    {
        var rig = await Rig.OpenAsync(_data.Path, options => options.MemoryBytes = 100);
        await rig.SendAsync("a", new string('x', 100), Durability.Memory);
        var waiting = rig.SendAsync("a", new string('y', 100), Durability.Memory).AsTask();

        await rig.DisposeAsync();

        await Assert.ThrowsAsync<TransportException>(() => waiting);
        await Assert.ThrowsAsync<TransportException>(async () => await rig.PublishAsync("order.us.x", "late"));
    }
}
