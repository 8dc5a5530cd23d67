using Waybill.Runtime.Tests.Fakes;

namespace Waybill.Runtime.Tests.Publishing;

public sealed class ProducerTests
{
    private readonly BusFixture _fixture = new(transport: new FakeTransport { Watermarks = { ["orders.jsonl"] = 4 } });

    [Fact]
    public async Task Numbers_rise_and_may_leave_gaps()
    {
        await using var producer = await _fixture.Bus.OpenProducerAsync("new");
        Assert.Equal(("new", -1), (producer.Name, producer.Watermark));

        await producer.PublishAsync(new OrderPlaced(1), 0);
        await producer.PublishAsync(new OrderPlaced(2), 7);

        Assert.Equal([0, 7], _fixture.Transport.Published.Select(p => p.Sequence));
        Assert.All(_fixture.Transport.Published, p => Assert.NotNull(p.Producer));
    }

    [Fact]
    public async Task What_an_earlier_life_stored_is_confirmed_as_a_duplicate_and_not_stored()
    {
        await using var producer = await _fixture.Bus.OpenProducerAsync("orders.jsonl");

        foreach (var sequence in new long[] { 4, 0, 3 })
        {
            var receipt = await producer.PublishAsync(new OrderPlaced(1), sequence);
            Assert.Equal(new PublishReceipt(FakeProducerHandle.PositionOfWatermark, Durability.Flushed, 0, Duplicate: true), receipt);
        }

        Assert.Empty(_fixture.Transport.Published);
        Assert.False((await producer.PublishAsync(new OrderPlaced(1), 5)).Duplicate);
    }

    [Theory]
    [InlineData("", "The producer's name '' is empty. Give it 1 to 255 bytes.")]
    [InlineData("a\nb", "The producer's name 'a\nb' holds a control character. Use printable characters only.")]
    public void A_name_that_no_journal_can_keep_is_refused(string name, string problem)
    {
        var refused = Assert.Throws<ArgumentException>(() => _ = _fixture.Bus.OpenProducerAsync(name));

        Assert.StartsWith(problem, refused.Message, StringComparison.Ordinal);
    }

    // No attribute can hold it.
    [Fact]
    public void A_name_that_UTF_8_cannot_say_is_refused() =>
        A_name_that_no_journal_can_keep_is_refused(
            "a\uD800",
            "The producer's name 'a\uD800' is no valid Unicode: it holds half a surrogate pair. Write it anew."
        );

    [Fact]
    public async Task A_name_has_255_bytes_of_UTF_8_at_most()
    {
        await using var longest = await _fixture.Bus.OpenProducerAsync(new string('ä', 127) + "x");
        var refused = Assert.Throws<ArgumentException>(() => _ = _fixture.Bus.OpenProducerAsync(new string('ä', 128)));

        Assert.Contains("has 256 bytes of UTF-8; 255 are allowed", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(5)]
    public async Task A_number_that_does_not_rise_is_refused(long sequence)
    {
        await using var producer = await _fixture.Bus.OpenProducerAsync("orders.jsonl");
        await producer.PublishAsync(new OrderPlaced(1), 6);

        Assert.Throws<ArgumentOutOfRangeException>(() => _ = producer.PublishAsync(new OrderPlaced(1), sequence));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = producer.PublishAsync(new OrderPlaced(1), -1));
    }

    [Fact]
    public async Task A_refused_message_does_not_use_its_number_up()
    {
        await using var producer = await _fixture.Bus.OpenProducerAsync("orders.jsonl");
        Assert.Throws<RoutingKeyException>(() => _ = producer.PublishAsync(new OrderPlaced(1, "a.b"), 5));

        await producer.PublishAsync(new OrderPlaced(1), 5);

        Assert.Equal(5, _fixture.Last.Sequence);
    }

    [Fact]
    public async Task A_publish_that_the_transport_refuses_at_the_call_does_not_either()
    {
        await using var producer = await _fixture.Bus.OpenProducerAsync("orders.jsonl");
        _fixture.Transport.Answer = () => throw new TransportException("full");
        Assert.Throws<TransportException>(() => _ = producer.PublishAsync(new OrderPlaced(1), 5));
        _fixture.Transport.Answer = null;

        await producer.PublishAsync(new OrderPlaced(1), 5);

        Assert.Equal(5, _fixture.Last.Sequence);
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, 5L)]
    [InlineData(6, 5L)]
    public async Task What_has_failed_and_all_behind_it_is_refused(long sequence, long? failed)
    {
        await using var producer = await _fixture.Bus.OpenProducerAsync("new");
        await producer.PublishAsync(new OrderPlaced(1), 3);
        var handle = (FakeProducerHandle)_fixture.Last.Producer!;
        handle.Failed = 5;
        using var stopping = new CancellationTokenSource();

        if (failed is null)
        {
            await producer.PublishAsync(new OrderPlaced(1), sequence);
            Assert.Equal(sequence, _fixture.Last.Sequence);
            return;
        }

        var thrown = Assert.Throws<ProducerFailedException>(() => _ = producer.PublishAsync(new OrderPlaced(1), sequence));
        Assert.Equal(("new", failed, sequence), (thrown.Producer, thrown.FailedSequence, thrown.Sequence));
        await stopping.CancelAsync();
        Assert.True(producer.PublishAsync(new OrderPlaced(1), sequence, cancellationToken: stopping.Token).IsCanceled);
        Assert.Equal(3, _fixture.Last.Sequence);
    }

    [Fact]
    public async Task A_number_that_failed_after_it_was_taken_is_refused_as_failed_and_not_as_one_that_does_not_rise()
    {
        await using var producer = await _fixture.Bus.OpenProducerAsync("new");
        await producer.PublishAsync(new OrderPlaced(1), 5);
        ((FakeProducerHandle)_fixture.Last.Producer!).Failed = 5;

        Assert.Throws<ProducerFailedException>(() => _ = producer.PublishAsync(new OrderPlaced(1), 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = producer.PublishAsync(new OrderPlaced(1), 4));
    }

    [Fact]
    public async Task A_closed_producer_publishes_nothing_and_gives_its_name_back()
    {
        var producer = await _fixture.Bus.OpenProducerAsync("orders.jsonl");
        await producer.PublishAsync(new OrderPlaced(1), 5);
        await producer.DisposeAsync();
        await producer.DisposeAsync();

        Assert.True(((FakeProducerHandle)_fixture.Last.Producer!).Disposed);
        Assert.Throws<ObjectDisposedException>(() => _ = producer.PublishAsync(new OrderPlaced(1), 6));
    }

    [Fact]
    public void A_name_of_more_than_255_bytes_is_refused() =>
        Assert.Throws<ArgumentException>(() => _ = _fixture.Bus.OpenProducerAsync(new string('ä', 128)));
}
