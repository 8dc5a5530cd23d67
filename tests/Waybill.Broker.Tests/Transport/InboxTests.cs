using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>Keys of idempotent handlers, over leases, outcomes and restarts.</summary>
public sealed class InboxTests : TempDataDirectory
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task A_key_is_claimed_with_the_outcome_and_remembered_until_its_retention_ends()
    {
        var key = InboxKey.Create("a", "test.order", "ORD-1");
        await using (var broker = await TestBroker.OpenAsync(Folder, time: _time))
        {
            await broker.PublishAsync("1");
            await broker.PublishAsync("2");
            await broker.PublishAsync("3");
            var (receiver, sink) = broker.Subscribe();
            var deliveries = await sink.NextAsync(3);
            Assert.Equal(InboxReservation.Reserved, await ReserveAsync(broker, deliveries[0], key));
            var second = ReserveAsync(broker, deliveries[1], key);
            var third = ReserveAsync(broker, deliveries[2], key);
            Assert.Equal(3, (await broker.StatusAsync()).InFlight);
            Assert.False(second.IsCompleted);

            // The first lets go without claiming: the key is the second's; the second claims it, and the third hears of that.
            receiver.Settle(deliveries[0].Of(OutcomeKind.Discard));
            Assert.Equal(InboxReservation.Reserved, await second);
            receiver.Settle(deliveries[1].Claim(key, TimeSpan.FromHours(1)));
            Assert.Equal(InboxReservation.AlreadyClaimed, await third);
        }

        await using var again = await TestBroker.OpenAsync(Folder, time: _time);
        var (_, resumed) = again.Subscribe();
        var delivery = await resumed.NextAsync();
        Assert.Equal("3", delivery.Text);
        Assert.Equal(InboxReservation.AlreadyClaimed, await ReserveAsync(again, delivery, key));
        _time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(InboxReservation.AlreadyClaimed, await ReserveAsync(again, delivery, key));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(InboxReservation.Reserved, await ReserveAsync(again, delivery, key));
    }

    [Fact]
    public async Task A_key_whose_time_is_over_can_be_reserved_though_the_turn_began_before()
    {
        var key = InboxKey.Create("a", "test.order", "ORD-1");
        await using var broker = await DrivenBroker.OpenAsync(_time, TimeSpan.FromHours(2));
        broker.Keep("1");
        broker.Keep("2");
        var (receiver, sink) = broker.Subscribe(prefetch: 2);
        broker.Turn();
        var (first, second) = (await sink.NextAsync(), await sink.NextAsync());
        await broker.SettleAsync(receiver, sink, first.Claim(key, TimeSpan.FromHours(1)));
        Assert.Equal(InboxReservation.AlreadyClaimed, await broker.ReserveAsync(second, key));

        broker.PassWithinTurn(_time, TimeSpan.FromHours(1));

        Assert.Equal(InboxReservation.Reserved, await broker.ReserveAsync(second, key));
    }

    private static Task<InboxReservation> ReserveAsync(TestBroker broker, Delivery delivery, InboxKey key) =>
        broker.Transport.ReserveAsync("a", delivery.Token, key, TestContext.Current.CancellationToken).Guarded();
}
