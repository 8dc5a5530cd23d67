using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;

namespace Waybill.Broker.Tests.Transport;

/// <summary>Publishes that wait for room.</summary>
public sealed class BacklogTests : TempDataDirectory
{
    [Fact]
    public async Task What_waits_is_bounded_in_bytes_and_a_cancelled_publish_gives_its_message_back_at_once()
    {
        var options = TestBroker.Small(memoryBytes: 1);
        options.WaitingBytes = 2000;
        var broker = await TestBroker.OpenAsync(Folder, options);
        await broker.PublishAsync("fills the memory", durability: Durability.Memory);
        using var source = new CancellationTokenSource();
        var waiting = broker.Begin(new string('a', 1000), durability: Durability.Memory, cancellationToken: source.Token);
        var thrown = Assert.Throws<TransportException>(() =>
        {
            _ = broker.Begin(new string('b', 1000), durability: Durability.Memory);
        });
        Assert.Contains("EmbeddedBrokerOptions.WaitingBytes is 2000", thrown.Message, StringComparison.Ordinal);

        await source.CancelAsync();
        // Just then it may be tried, and ends a moment later.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Guarded());
        var next = broker.Begin(new string('c', 900), durability: Durability.Memory);

        await broker.DisposeAsync();
        await Assert.ThrowsAsync<TransportException>(() => next.Guarded());
        Assert.Throws<TransportException>(() =>
        {
            _ = broker.Begin("late");
        });
    }

    [Fact]
    public async Task What_waits_counts_with_its_headers()
    {
        var options = TestBroker.Small(memoryBytes: 1);
        options.WaitingBytes = 2000;
        await using var broker = await TestBroker.OpenAsync(Folder, options);
        await broker.PublishAsync("fills the memory", durability: Durability.Memory);
        var message = broker.Message("small", durability: Durability.Memory) with
        {
            Headers = new Dictionary<string, string> { ["large"] = new string('h', 500) },
        };
        var first = broker.Transport.PublishAsync(message, CancellationToken.None);
        Assert.False(first.IsCompleted);

        Assert.Throws<TransportException>(() =>
        {
            _ = broker.Begin("small too", durability: Durability.Memory);
        });
    }

    [Fact]
    public async Task A_publish_whose_headers_change_as_they_are_copied_leaves_its_room_to_the_next()
    {
        var options = TestBroker.Small(memoryBytes: 1);
        options.WaitingBytes = 2000;
        await using var broker = await TestBroker.OpenAsync(Folder, options);
        await broker.PublishAsync("fills the memory", durability: Durability.Memory);
        _ = broker.Begin("waits", durability: Durability.Memory);
        for (var i = 0; i < 3; i++)
        {
            Assert.Throws<InvalidOperationException>(() =>
            {
                // Their size is reckoned twice: of the record, and of what waits.
                _ = broker.Transport.PublishAsync(
                    broker.Message("changes", durability: Durability.Memory) with
                    {
                        Headers = new ChangingHeaders(1, ["a"], ["a"], ["a", "b"]),
                    },
                    CancellationToken.None
                );
            });
        }

        _ = broker.Begin(new string('x', 800), durability: Durability.Memory);
    }

    [Theory]
    [InlineData(Durability.Memory)]
    [InlineData(Durability.Flushed)]
    public async Task The_headers_of_a_publish_that_waits_are_those_it_was_published_with(Durability durability)
    {
        using var disk = new ManualResetEventSlim();
        var device = new SimulatedDevice();
        var options = TestBroker.Small(memoryBytes: 1);
        options.BriefWait = TimeSpan.Zero;
        await using var broker = await TestBroker.OpenAsync(device, options);
        var (receiver, sink) = broker.Subscribe(prefetch: 1);
        var headers = new Dictionary<string, string>();
        List<ValueTask<PublishReceipt>> pending = [];
        device.Script = _ =>
        {
            disk.Wait();
            return SimulatedOutcome.Succeed;
        };
        try
        {
            for (var i = 0; i < 100; i++)
            {
                headers["number"] = $"{i}";
                pending.Add(
                    broker.Transport.PublishAsync(
                        broker.Message($"{i}".PadRight(20_000), durability: durability) with
                        {
                            Headers = headers,
                        },
                        CancellationToken.None
                    )
                );
            }
        }
        finally
        {
            headers["number"] = "afterwards";
            disk.Set();
        }

        for (var i = 0; i < 100; i++)
        {
            var delivery = await sink.NextAsync();
            Assert.Equal(delivery.Text.Trim(), delivery.Headers["number"]);
            await receiver.SettledAsync(sink, delivery.Complete());
        }

        foreach (var publish in pending)
        {
            await publish.Guarded();
        }
    }

    [Fact]
    public async Task A_publish_that_is_cancelled_while_it_waits_is_never_published()
    {
        await using var broker = await TestBroker.OpenAsync(Folder, TestBroker.Small(memoryBytes: 1));
        await broker.PublishAsync("first", durability: Durability.Memory);
        using var source = new CancellationTokenSource();
        var cancelled = broker.Begin("cancelled", durability: Durability.Memory, cancellationToken: source.Token);
        var third = broker.Begin("third", durability: Durability.Memory);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Guarded());

        var (receiver, sink) = broker.Subscribe();
        await receiver.SettledAsync(sink, (await sink.NextAsync()).Complete());

        await third.Guarded();
        Assert.Equal("third", (await sink.NextAsync()).Text);
        Assert.Equal(["first", "third"], sink.Texts);
    }

    [Fact]
    public async Task Under_pressure_publishes_wait_in_order_and_settlements_go_through()
    {
        // Sixteen buffers of 64 KiB for some megabytes: most publishes wait, while each outcome needs room for its own.
        const int Count = 2_000;
        await using var broker = await TestBroker.OpenAsync(Folder);
        var (receiver, sink) = broker.Subscribe(prefetch: 8);
        var receipts = Enumerable.Range(0, Count).Select(number => broker.Begin($"{number}".PadRight(3_000)).AsTask()).ToList();
        for (var number = 0; number < Count; number++)
        {
            var delivery = await sink.NextAsync();
            Assert.Equal($"{number}", delivery.Text.TrimEnd());
            var outgoing = broker.Transport.CreateBatch();
            outgoing.Add(broker.Message("done", "memory"));
            receiver.Settle(delivery.Complete(outgoing));
        }

        await Task.WhenAll(receipts).Guarded();
        Assert.Equal(Count, receipts.Select(receipt => receipt.Result.Position).Distinct().Count());
    }

    [Fact]
    public async Task A_publish_larger_than_the_bound_may_wait_alone_and_room_comes_back_when_it_is_published()
    {
        var options = TestBroker.Small(memoryBytes: 1);
        options.WaitingBytes = 1;
        await using var broker = await TestBroker.OpenAsync(Folder, options);
        for (var i = 0; i < 3; i++)
        {
            // Memory has room for one: the second waits until the first is settled.
            await broker.PublishAsync($"first {i}", durability: Durability.Memory);
            var second = broker.Begin($"second {i}", durability: Durability.Memory);
            Assert.Throws<TransportException>(() =>
            {
                _ = broker.Begin("third", durability: Durability.Memory);
            });
            var (receiver, sink) = broker.Subscribe();
            await receiver.SettledAsync(sink, (await sink.NextAsync()).Complete());
            await second.Guarded();
            await receiver.SettledAsync(sink, (await sink.NextAsync()).Complete());
            await receiver.DisposeAsync();
        }
    }
}
