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
    public async Task A_number_that_is_cancelled_holds_up_greater_ones_until_it_is_stored()
    {
        const int Count = 200;
        const int Cancelled = 150;
        using var disk = new ManualResetEventSlim();
        using var source = new CancellationTokenSource();
        var device = new SimulatedDevice();
        await using var broker = await TestBroker.OpenAsync(device, TestBroker.Small());
        using (var producer = await broker.Transport.OpenProducerAsync("p", CancellationToken.None))
        {
            device.Script = _ =>
            {
                disk.Wait();
                return SimulatedOutcome.Succeed;
            };
            List<Task<PublishReceipt>> pending = [];
            try
            {
                for (var i = 0; i < Count; i++)
                {
                    pending.Add(BeginAsync(broker, producer, i, i == Cancelled ? source.Token : default));
                }

                Assert.False(pending[Cancelled].IsCompleted);
                await source.CancelAsync();
            }
            finally
            {
                disk.Set();
            }

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending[Cancelled].Guarded());
            await Task.WhenAll(pending[..Cancelled]).Guarded();
            foreach (var behind in pending[(Cancelled + 1)..])
            {
                var refused = await Assert.ThrowsAsync<TransportException>(() => behind.Guarded());
                Assert.Contains($"number {Cancelled} was refused", refused.Message, StringComparison.Ordinal);
            }

            await GoOnAsync(broker, producer, Cancelled);
        }

        await AssertStoredAsync(broker, Cancelled + 2);
    }

    [Fact]
    public async Task So_does_one_that_is_refused_at_the_call()
    {
        using var disk = new ManualResetEventSlim();
        var device = new SimulatedDevice();
        var options = TestBroker.Small();
        options.WaitingBytes = 1;
        await using var broker = await TestBroker.OpenAsync(device, options);
        var refused = 0;
        using (var producer = await broker.Transport.OpenProducerAsync("p", CancellationToken.None))
        {
            device.Script = _ =>
            {
                disk.Wait();
                return SimulatedOutcome.Succeed;
            };
            List<Task<PublishReceipt>> pending = [];
            try
            {
                for (; ; refused++)
                {
                    pending.Add(BeginAsync(broker, producer, refused, default));
                }
            }
            catch (TransportException)
            {
                // Only one may wait.
            }
            finally
            {
                disk.Set();
            }

            await Task.WhenAll(pending).Guarded();
            await GoOnAsync(broker, producer, refused);
        }

        await AssertStoredAsync(broker, refused + 2);
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

    private static Task<PublishReceipt> BeginAsync(
        TestBroker broker,
        ProducerHandle producer,
        long sequence,
        CancellationToken cancellation
    )
    {
        var message = broker.Message($"{sequence} ".PadRight(20_000, 'x'), producer: producer, sequence: sequence);
        return broker.Transport.PublishAsync(message, cancellation).AsTask();
    }

    // A greater one is refused until the one that failed is stored.
    private static async Task GoOnAsync(TestBroker broker, ProducerHandle producer, long failed)
    {
        Assert.Equal(failed, producer.Refused);
        var refused = await Assert.ThrowsAsync<TransportException>(() => BeginAsync(broker, producer, failed + 1, default));
        Assert.Contains($"number {failed} was refused", refused.Message, StringComparison.Ordinal);
        await BeginAsync(broker, producer, failed, default).Guarded();
        Assert.Null(producer.Refused);
        await BeginAsync(broker, producer, failed + 1, default).Guarded();
    }

    private static async Task AssertStoredAsync(TestBroker broker, int count)
    {
        using var again = await broker.Transport.OpenProducerAsync("p", CancellationToken.None);
        Assert.Equal(count - 1, again.Watermark);
        Assert.Equal(
            Enumerable.Range(0, count).Select(static number => $"{number}"),
            (await broker.TextsAsync()).Select(static text => text.Split(' ')[0])
        );
    }
}
