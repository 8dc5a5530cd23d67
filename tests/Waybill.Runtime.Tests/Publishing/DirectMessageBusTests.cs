using Waybill.Runtime.Publishing;
using Waybill.Runtime.Tests.Fakes;
using Waybill.Tests;
using Waybill.Threading;

namespace Waybill.Runtime.Tests.Publishing;

public sealed class DirectMessageBusTests
{
    private readonly BusFixture _fixture = new();

    [Fact]
    public async Task A_publish_carries_target_key_body_time_and_a_version_7_id()
    {
        var receipt = await _fixture.Bus.PublishAsync(new OrderPlaced(7, "eu"));

        Assert.Equal(new PublishReceipt(1, Durability.Flushed, 1, false), receipt);
        var published = _fixture.Last;
        Assert.Equal((TestTopology.Orders, false, "order.eu.placed"), (published.Target, published.ToQueue, published.RoutingKey));
        Assert.Equal([7, 2, (byte)'e', (byte)'u'], published.Body);
        Assert.Equal(_fixture.Time.GetUtcNow().ToUnixTimeMilliseconds(), published.Timestamp);
        Assert.Equal(7, published.Id.Version);
        Assert.Null(published.Headers);
    }

    [Theory]
    [InlineData(null, Durability.Memory)]
    [InlineData(Durability.Memory, Durability.Memory)]
    [InlineData(Durability.Buffered, Durability.Buffered)]
    [InlineData(Durability.Flushed, Durability.Flushed)]
    public async Task Without_a_word_of_the_message_a_passing_exchange_asks_for_memory_and_options_strengthen(
        Durability? asked,
        Durability expected
    )
    {
        await _fixture.Bus.PublishAsync(new Tick(1), new PublishOptions { Durability = asked });

        Assert.Equal(expected, _fixture.Last.Durability);
    }

    [Theory]
    [InlineData(null, Durability.Buffered)]
    [InlineData(Durability.Memory, Durability.Buffered)]
    [InlineData(Durability.Flushed, Durability.Flushed)]
    public async Task The_messages_own_durability_stands_and_options_only_strengthen(Durability? asked, Durability expected)
    {
        await _fixture.Bus.PublishAsync(new Audit(1), new PublishOptions { Durability = asked });

        Assert.Equal(expected, _fixture.Last.Durability);
    }

    [Fact]
    public async Task A_durable_exchange_asks_for_flushed_and_options_do_not_weaken()
    {
        await _fixture.Bus.PublishAsync(new OrderPlaced(1), new PublishOptions { Durability = Durability.Memory });

        Assert.Equal(Durability.Flushed, _fixture.Last.Durability);
    }

    [Theory]
    [InlineData(TestTopology.Inventory, Durability.Flushed)]
    [InlineData(TestTopology.Scratch, Durability.Memory)]
    public async Task What_is_sent_to_a_queue_is_as_durable_as_the_queue_under_the_queues_name(string queue, Durability expected)
    {
        await _fixture.Bus.SendAsync(queue, new Command(1));

        Assert.Equal(
            (queue, true, queue, expected),
            (_fixture.Last.Target, _fixture.Last.ToQueue, _fixture.Last.RoutingKey, _fixture.Last.Durability)
        );
    }

    [Fact]
    public async Task What_is_sent_keeps_the_messages_own_durability()
    {
        await _fixture.Bus.SendAsync(TestTopology.Inventory, new Audit(1));

        Assert.Equal(Durability.Buffered, _fixture.Last.Durability);
    }

    [Fact]
    public async Task Options_give_id_and_headers()
    {
        var options = new PublishOptions
        {
            MessageId = Guid.NewGuid(),
            Headers = new Dictionary<string, string> { ["tenant"] = "a" },
        };

        await _fixture.Bus.PublishAsync(new OrderPlaced(1), options);

        Assert.Equal(options.MessageId, _fixture.Last.Id);
        Assert.Same(options.Headers, _fixture.Last.Headers);
    }

    [Theory]
    [InlineData("waybill-id")]
    [InlineData("Waybill-Anything")]
    public void The_brokers_headers_are_refused(string name)
    {
        var options = new PublishOptions
        {
            Headers = new Dictionary<string, string> { ["tenant"] = "a", [name] = "x" },
        };

        var exception = Assert.Throws<ArgumentException>(() => _ = _fixture.Bus.PublishAsync(new OrderPlaced(1), options));

        Assert.Contains(name, exception.Message);
        Assert.Empty(_fixture.Transport.Published);
    }

    [Fact]
    public void A_message_without_an_exchange_is_refused_with_the_way_out() =>
        Assert.Contains("SendAsync", Assert.Throws<InvalidOperationException>(() => _ = _fixture.Bus.PublishAsync(new Command(1))).Message);

    [Fact]
    public void An_exchange_that_nobody_declares_is_named() =>
        Assert.Contains("'nowhere'", Assert.Throws<InvalidOperationException>(() => _ = _fixture.Bus.PublishAsync(new Strayed(1))).Message);

    [Fact]
    public void A_queue_that_nobody_declares_is_named() =>
        Assert.Contains(
            "'inventroy'",
            Assert.Throws<ArgumentException>(() => _ = _fixture.Bus.SendAsync("inventroy", new Command(1))).Message
        );

    [Fact]
    public void Publishing_before_the_start_says_so()
    {
        var bus = new BusFixture(open: false).Bus;

        Assert.Contains(
            "has not started",
            Assert.Throws<InvalidOperationException>(() => _ = bus.PublishAsync(new OrderPlaced(1))).Message
        );
    }

    [Fact]
    public void Publishing_after_the_stop_says_so()
    {
        _fixture.Bus.Close();

        Assert.Contains("stopped", Assert.Throws<TransportException>(() => _ = _fixture.Bus.PublishAsync(new OrderPlaced(1))).Message);
    }

    [Fact]
    public void A_bad_routing_key_throws_at_the_call()
    {
        Assert.Throws<RoutingKeyException>(() => _ = _fixture.Bus.PublishAsync(new OrderPlaced(1, "a.b")));

        Assert.Empty(_fixture.Transport.Published);
    }

    [Fact]
    public async Task After_a_bad_message_the_thread_publishes_on()
    {
        Assert.Throws<RoutingKeyException>(() => _ = _fixture.Bus.PublishAsync(new OrderPlaced(1, "a.b")));

        await _fixture.Bus.PublishAsync(new OrderPlaced(2));

        Assert.Equal(2, _fixture.Last.Body[0]);
    }

    [Fact]
    public async Task A_batch_is_one_publish()
    {
        var receipt = await _fixture.Bus.PublishBatchAsync<OrderPlaced>(new[] { new OrderPlaced(1), new OrderPlaced(2, "eu") });

        Assert.Equal(["order.us.placed", "order.eu.placed"], _fixture.Transport.Published.Select(p => p.RoutingKey));
        Assert.Equal(2, _fixture.Transport.Published.Select(p => p.Id).Distinct().Count());
        Assert.False(receipt.Duplicate);
    }

    [Fact]
    public void A_batch_with_a_bad_message_publishes_nothing_and_returns_its_buffer()
    {
        Assert.Throws<RoutingKeyException>(() =>
            _ = _fixture.Bus.PublishBatchAsync<OrderPlaced>(new[] { new OrderPlaced(1), new OrderPlaced(2, "a.b") })
        );

        Assert.Empty(_fixture.Transport.Published);
        Assert.True(Assert.Single(_fixture.Transport.Batches).Disposed);
    }

    [Fact]
    public async Task An_empty_batch_is_confirmed_without_the_transport()
    {
        Assert.Equal(
            new PublishReceipt(0, Durability.Flushed, 0, false),
            await _fixture.Bus.PublishBatchAsync(ReadOnlyMemory<OrderPlaced>.Empty)
        );
        Assert.Empty(_fixture.Transport.Batches);
    }

    [Fact]
    public void One_id_for_a_whole_batch_is_refused() =>
        Assert.Throws<ArgumentException>(() =>
            _ = _fixture.Bus.PublishBatchAsync<OrderPlaced>(
                new[] { new OrderPlaced(1), new OrderPlaced(2) },
                new PublishOptions { MessageId = Guid.NewGuid() }
            )
        );

    [Fact]
    public async Task A_message_that_publishes_while_it_is_written_keeps_its_bytes()
    {
        // The thread has a buffer to share from here on.
        await _fixture.Bus.PublishAsync(new OrderPlaced(1));

        await _fixture.Bus.PublishAsync(new Echo(5, () => _ = _fixture.Bus.PublishAsync(new OrderPlaced(99))));

        Assert.Equal(3, _fixture.Transport.Published.Count);
        Assert.Equal([1, 5], _fixture.Last.Body);
    }

    [Fact]
    public async Task A_large_message_is_published_whole_and_its_buffer_not_kept()
    {
        var region = new string('x', 200);
        var large = new OrderPlaced(1, region);
        await _fixture.Bus.SendAsync(TestTopology.Inventory, large);
        Assert.Equal(1 + 2 + 200, _fixture.Last.Body.Length);

        var huge = new OrderPlaced(1, new string('y', 300_000));
        await _fixture.Bus.SendAsync(TestTopology.Inventory, huge);
        Assert.Equal(1 + 3 + 300_000, _fixture.Last.Body.Length);
        var kept = EncodingScratch.Take(1);
        Assert.InRange(kept.Length, 1, 256 * 1024);
        EncodingScratch.Return(kept);
    }

    [Fact]
    public void A_publish_allocates_nothing()
    {
        var fixture = new BusFixture();
        var message = new OrderPlaced(1);
        var options = new PublishOptions { Durability = Durability.Flushed };
        var quiet = new QuietTransport();
        fixture.Bus.Open(new PublishSession(quiet, TestTopology.Create(), fixture.Time, new BufferedRandomSource()));
        Publish();

        Assert.Equal(0, Allocation.Least(Publish));
        Assert.NotEqual(0, quiet.Count);

        void Publish()
        {
            for (var i = 0; i < 5_000; i++)
            {
                Assert.True(fixture.Bus.PublishAsync(message).IsCompletedSuccessfully);
                Assert.True(fixture.Bus.PublishAsync(message, options).IsCompletedSuccessfully);
                Assert.True(fixture.Bus.SendAsync(TestTopology.Inventory, message).IsCompletedSuccessfully);
            }
        }
    }
}
