using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>On a full disk what outcomes publish keeps its order, and keeps no outcome waiting that publishes nothing.</summary>
public sealed class FullDiskOutcomeTests
{
    private const int TextBytes = 4_000;
    private const int Large = 6;

    [Fact]
    public async Task Outcomes_without_publishes_go_past_one_whose_publishes_find_no_room_and_later_publishes_do_not()
    {
        var (device, options, looks) = UsedUpDisk.Limited();
        await using var broker = await TestBroker.OpenAsync(device, options, new FakeTimeProvider());
        var (receiver, sink, deliveries) = await LeaveLittleAsync(broker);
        receiver.Settle(deliveries.Dequeue().Complete(Batch(broker, Large)));
        receiver.Settle(deliveries.Dequeue().Complete(broker.Batch(Durability.Flushed, "second")));

        await receiver.SettledAsync(sink, deliveries.Dequeue().Retry(TimeSpan.FromHours(1)));
        await receiver.SettledAsync(sink, deliveries.Dequeue().Kill());
        await receiver.SettledAsync(sink, deliveries.Dequeue().Claim(new InboxKey(1, 2), TimeSpan.FromMinutes(1)));
        await receiver.SettledAsync(sink, deliveries.Dequeue().Complete());
        receiver.Settle(deliveries.Dequeue().Complete(broker.Batch(Durability.Flushed, "third")));
        var before = sink.Answers.Count;
        for (var turn = 0; turn < 10; turn++)
        {
            await broker.StatusAsync();
        }

        Assert.Equal(before, sink.Answers.Count);
        device.Script = static _ => SimulatedOutcome.Succeed;
        looks.Release();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(SettlementResult.Settled, (await sink.SettledAsync()).Result);
        }

        var published = (await sink.NextAsync(Large + 2)).ConvertAll(static delivery => delivery.Text);
        Assert.Equal(["second", "third"], published[Large..]);
    }

    [Fact]
    public async Task All_outcomes_that_wait_when_the_broker_closes_hear_that_they_are_not_stored()
    {
        var (device, options, _) = UsedUpDisk.Limited();
        var broker = await TestBroker.OpenAsync(device, options, new FakeTimeProvider());
        var (receiver, sink, deliveries) = await LeaveLittleAsync(broker);
        var large = deliveries.Dequeue();
        var small = deliveries.Dequeue();
        receiver.Settle(large.Complete(Batch(broker, Large)));
        receiver.Settle(small.Complete(broker.Batch(Durability.Flushed, "small")));
        await receiver.SettledAsync(sink, deliveries.Dequeue().Retry(TimeSpan.FromHours(1)));

        await broker.DisposeAsync();

        Assert.Equal((large.Token, SettlementResult.NotStored), await sink.SettledAsync());
        Assert.Equal((small.Token, SettlementResult.NotStored), await sink.SettledAsync());
    }

    // Fills the disk, and then what is kept for outcomes, until there is no room for a large one, and for many small ones.
    private static async Task<(IReceiver Receiver, RecordingSink Sink, Queue<Delivery> Deliveries)> LeaveLittleAsync(TestBroker broker)
    {
        var filled = await FullDisk.FillAsync(broker, new string('x', 2 * TextBytes));
        var (receiver, sink) = broker.Subscribe("a", prefetch: 10_000, prefetchBytes: 1 << 24);
        var deliveries = new Queue<Delivery>(await sink.NextAsync(filled));
        long left;
        do
        {
            left = await PublishAsync(Large);
        } while (left >= 36_000);

        Assert.InRange(left >= 24_000 ? await PublishAsync(Large / 2) : left, 10_000, 24_000);
        return (receiver, sink, deliveries);

        async Task<long> PublishAsync(int count)
        {
            await receiver.SettledAsync(sink, deliveries.Dequeue().Complete(Batch(broker, count)));
            // A segment ends at a multiple of its size, and its last sectors are for marks.
            const int SegmentBytes = 256 * 1024;
            var end = (await sink.NextAsync(count))[0].Token.Position + (count * (TextBytes + 100));
            return SegmentBytes - (end % SegmentBytes) - (16 * 512);
        }
    }

    private static OutgoingBatch Batch(TestBroker broker, int count) =>
        broker.Batch(Durability.Flushed, Enumerable.Repeat(new string('y', TextBytes), count));
}
