using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

public sealed class ProducerTests : TempDataDirectory
{
    [Fact]
    public async Task A_producer_that_is_reopened_with_publishes_on_their_way_knows_of_them()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        for (var round = 0; round < 20; round++)
        {
            ValueTask<PublishReceipt> pending;
            using (var producer = await broker.Transport.OpenProducerAsync($"p{round}", CancellationToken.None))
            {
                pending = broker.Transport.PublishAsync(broker.Message("first", producer: producer, sequence: 1), CancellationToken.None);
            }

            using var again = await broker.Transport.OpenProducerAsync($"p{round}", CancellationToken.None);
            Assert.Equal(1, again.Watermark);
            var receipt = await broker
                .Transport.PublishAsync(broker.Message("again", producer: again, sequence: 1), CancellationToken.None)
                .Guarded();
            Assert.Equal((true, (await pending).Position), (receipt.Duplicate, receipt.Position));
        }

        Assert.Equal(Enumerable.Repeat("first", 20), await broker.TextsAsync());
    }

    [Fact]
    public async Task A_producer_that_is_reopened_while_publishes_wait_for_room_knows_of_them_too()
    {
        const int Count = 200;
        await using var broker = await TestBroker.OpenAsync(Folder);
        var body = new string('x', 20_000);
        var pending = new List<Task>();
        using (var producer = await broker.Transport.OpenProducerAsync("p", CancellationToken.None))
        {
            for (var i = 0; i < Count; i++)
            {
                var message = broker.Message(body, producer: producer, sequence: i);
                pending.Add(broker.Transport.PublishAsync(message, CancellationToken.None).AsTask());
            }
        }

        using var again = await broker.Transport.OpenProducerAsync("p", CancellationToken.None);
        Assert.Equal(Count - 1, again.Watermark);
        await Task.WhenAll(pending).Guarded();
    }

    [Fact]
    public async Task A_duplicate_is_as_durable_as_its_receipt_says()
    {
        var device = new SimulatedDevice();
        await using var broker = await TestBroker.OpenAsync(device);
        using (var producer = await broker.Transport.OpenProducerAsync("p", CancellationToken.None))
        {
            var buffered = broker.Message("once", durability: Durability.Buffered, producer: producer, sequence: 0);
            await broker.Transport.PublishAsync(buffered, CancellationToken.None).Guarded();
        }

        using var again = await broker.Transport.OpenProducerAsync("p", CancellationToken.None);
        var flushed = broker.Message("once", producer: again, sequence: 0);
        var receipt = await broker.Transport.PublishAsync(flushed, CancellationToken.None).Guarded();
        Assert.Equal((Durability.Flushed, true), (receipt.Durability, receipt.Duplicate));
        for (var seed = 0; seed < 20; seed++)
        {
            await using var after = await TestBroker.OpenAsync(device.AfterPowerCut(new Random(seed)));
            Assert.Equal(["once"], await after.TextsAsync());
        }
    }

    [Fact]
    public async Task A_name_is_open_once_and_free_again_when_opening_was_cancelled()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await broker.Transport.OpenProducerAsync("p", new CancellationToken(canceled: true))
        );
        using var producer = await broker.Transport.OpenProducerAsync("p", CancellationToken.None);
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await broker.Transport.OpenProducerAsync("p", CancellationToken.None)
        );
    }

    [Fact]
    public async Task A_producer_goes_on_after_a_restart_where_its_stored_messages_end()
    {
        await using (var broker = await TestBroker.OpenAsync(Folder))
        {
            using var producer = await broker.Transport.OpenProducerAsync("import", CancellationToken.None);
            Assert.Equal(-1, producer.Watermark);
            await PublishAsync(broker, producer, 3);
            await PublishAsync(broker, producer, 7);
        }

        await using var again = await TestBroker.OpenAsync(Folder);
        using var reopened = await again.Transport.OpenProducerAsync("import", CancellationToken.None);
        Assert.Equal(7, reopened.Watermark);
        var duplicate = await PublishAsync(again, reopened, 7);
        Assert.Equal((true, reopened.WatermarkPosition), (duplicate.Duplicate, duplicate.Position));
        Assert.False((await PublishAsync(again, reopened, 8)).Duplicate);
        Assert.Equal(["3", "7", "8"], await again.TextsAsync());

        static Task<PublishReceipt> PublishAsync(TestBroker broker, ProducerHandle producer, long sequence) =>
            broker
                .Transport.PublishAsync(
                    broker.Message($"{sequence}", producer: producer, sequence: sequence),
                    TestContext.Current.CancellationToken
                )
                .Guarded();
    }
}
