using Waybill.Broker.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Embedded;

public sealed class SettlementTests : IDisposable
{
    private readonly TempDataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task What_is_settled_never_comes_again_and_what_is_not_does()
    {
        await using (var rig = await Rig.OpenAsync(_data.Path))
        {
            for (var number = 0; number < 4; number++)
            {
                await rig.PublishAsync("order.us.x", $"{number}");
            }

            var (receiver, sink) = rig.Subscribe("a");
            var deliveries = await sink.NextAsync(4);
            receiver.Settle(Rig.Outcome(deliveries[1], OutcomeKind.Complete));
            Assert.Equal((deliveries[1].Token, SettlementResult.Settled), await sink.NextSettledAsync());
        }

        await using var again = await Rig.OpenAsync(_data.Path);
        Assert.Equal(["0", "2", "3"], await again.BodiesAsync("a"));
        Assert.Equal(["0", "1", "2", "3"], await again.BodiesAsync("b"));
        Assert.Equal(1, (await again.StatusAsync("a")).Completed);
    }

    [Fact]
    public async Task An_outcome_and_its_publishes_are_one()
    {
        await using (var rig = await Rig.OpenAsync(_data.Path))
        {
            await rig.SendAsync("eu", "in");
            var (receiver, sink) = rig.Subscribe("eu");
            receiver.Settle(
                Rig.Outcome(await sink.NextAsync(), OutcomeKind.Complete, rig.Batch(("order.us.x", "out 1"), ("order.us.x", "out 2")))
            );
            await sink.NextSettledAsync();
        }

        await using var again = await Rig.OpenAsync(_data.Path);
        Assert.Empty(await again.BodiesAsync("eu"));
        Assert.Equal(["out 1", "out 2"], await again.BodiesAsync("a"));
    }

    [Fact]
    public async Task A_stale_outcome_changes_nothing()
    {
        await using var rig = await Rig.OpenAsync(_data.Path);
        await rig.SendAsync("a", "in");
        var (receiver, sink) = rig.Subscribe("a");
        var delivery = await sink.NextAsync();
        receiver.Settle(Rig.Outcome(delivery, OutcomeKind.Release));
        Assert.Equal((delivery.Token, SettlementResult.Settled), await sink.NextSettledAsync());

        receiver.Settle(Rig.Outcome(delivery, OutcomeKind.Complete, rig.Batch(("order.us.x", "never"))));

        Assert.Equal((delivery.Token, SettlementResult.StaleLease), await sink.NextSettledAsync());
        var second = await sink.NextAsync();
        Assert.Equal((0, 2), (second.Failed, second.Acquired));
        Assert.Empty(await rig.BodiesAsync("b"));
    }

    [Fact]
    public async Task A_retry_waits_until_it_is_due_also_over_a_restart()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T00:00:00Z"));
        await using (var rig = await Rig.OpenAsync(_data.Path, time: time))
        {
            await rig.SendAsync("a", "1");
            await rig.SendAsync("a", "2");
            var (receiver, sink) = rig.Subscribe("a", prefetch: 1);
            var first = await sink.NextAsync();
            receiver.Settle(
                new Outcome
                {
                    Token = first.Token,
                    Kind = OutcomeKind.Retry,
                    Delay = TimeSpan.FromMinutes(1),
                }
            );
            Assert.Equal("2", Rig.Body(await sink.NextAsync()));
            var status = await rig.StatusAsync("a");
            Assert.Equal((0, 1, 1, 1), (status.Ready, status.Delayed, status.InFlight, status.Retried));
        }

        await using var again = await Rig.OpenAsync(_data.Path, time: time);
        Assert.Equal(1, (await again.StatusAsync("a")).Delayed);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(1, (await again.StatusAsync("a")).Delayed);
        time.Advance(TimeSpan.FromSeconds(1));
        var (_, resumed) = again.Subscribe("a");
        var deliveries = await resumed.NextAsync(2);
        Assert.Equal(["1", "2"], deliveries.Select(Rig.Body));
        Assert.Equal(1, deliveries[0].Failed);
    }

    [Fact]
    public async Task A_dead_letter_keeps_its_history_over_two_deaths_and_a_restart()
    {
        await using (var rig = await Rig.OpenAsync(_data.Path))
        {
            await rig.SendAsync("a", "poison");
            await DieAsync(rig, "a", DeathReason.DeliveryLimit, new InvalidOperationException("no luck"));
            await DieAsync(rig, "dead", DeathReason.Rejected, new TimeoutException("nor here"));
        }

        await using var again = await Rig.OpenAsync(_data.Path);
        var message = Assert.Single(await again.Transport.BrowseAsync("dead", 10, default));
        Assert.Equal("poison", System.Text.Encoding.UTF8.GetString(message.Body.Span));
        Assert.Equal(
            [("a", DeathReason.DeliveryLimit, "no luck"), ("dead", DeathReason.Rejected, "nor here")],
            message.Deaths.Select(death => (death.Queue, death.Reason, death.Message!))
        );
        // A dead-letter queue has nowhere to send its own dead letters: parked, not dropped, and not handed out again.
        Assert.Equal((0, 1), ((await again.StatusAsync("dead")).Ready, (await again.StatusAsync("dead")).Delayed));
    }

    [Fact]
    public async Task A_lease_that_nobody_renews_ends_as_a_failed_attempt()
    {
        await using var rig = await Rig.OpenAsync(_data.Path);
        await rig.SendAsync("a", "slow");
        var (receiver, sink) = rig.Subscribe("a");
        var first = await sink.NextAsync();
        rig.Time.Advance(Rig.Lease - TimeSpan.FromSeconds(1));
        receiver.Renew([first.Token]);
        await rig.StatusAsync("a");
        rig.Time.Advance(Rig.Lease - TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await rig.StatusAsync("a")).InFlight);
        Assert.False(sink.HasDelivery);

        // A round of renewals, since the turn before came late; see LeaseTests.
        rig.Time.Advance(Rig.Lease / 3);

        Assert.Equal(first.Token, await sink.NextLostAsync());
        var second = await sink.NextAsync();
        Assert.Equal(1, second.Failed);
        receiver.Settle(Rig.Outcome(first, OutcomeKind.Complete));
        Assert.Equal((first.Token, SettlementResult.StaleLease), await sink.NextSettledAsync());
    }

    [Fact]
    public async Task Prefetch_bounds_what_is_unsettled_by_count_and_by_bytes()
    {
        await using var rig = await Rig.OpenAsync(_data.Path);
        for (var number = 0; number < 5; number++)
        {
            await rig.PublishAsync("order.us.x", new string((char)('0' + number), 1_000));
        }

        var (byCount, counted) = rig.Subscribe("a", prefetch: 2);
        var first = await counted.NextAsync(2);
        Assert.Equal(2, (await rig.StatusAsync("a")).InFlight);
        byCount.Settle(Rig.Outcome(first[0], OutcomeKind.Complete));
        await counted.NextAsync();
        var (_, weighed) = rig.Subscribe("b", prefetch: 10, prefetchBytes: 1_500);
        await weighed.NextAsync(2);
        Assert.Equal(2, (await rig.StatusAsync("b")).InFlight);
        var (_, tiny) = rig.Subscribe("eu", prefetch: 10, prefetchBytes: 1);
        await rig.SendAsync("eu", "larger than the limit");
        Assert.Equal("larger than the limit", Rig.Body(await tiny.NextAsync()));
    }

    [Fact]
    public async Task A_key_is_claimed_with_the_outcome_and_remembered_until_its_retention_ends()
    {
        var key = InboxKey.Create("a", "Tests.Event", "ORD-1");
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.Parse("2026-11-24T00:00:00Z"));
        await using (var rig = await Rig.OpenAsync(_data.Path, time: time))
        {
            await rig.SendAsync("a", "1");
            await rig.SendAsync("a", "2");
            await rig.SendAsync("a", "3");
            var (receiver, sink) = rig.Subscribe("a");
            var deliveries = await sink.NextAsync(3);
            Assert.Equal(InboxReservation.Reserved, await rig.Transport.ReserveAsync("a", deliveries[0].Token, key, default));
            var second = rig.Transport.ReserveAsync("a", deliveries[1].Token, key, default).AsTask();
            var third = rig.Transport.ReserveAsync("a", deliveries[2].Token, key, default).AsTask();
            Assert.Equal(3, (await rig.StatusAsync("a")).InFlight);
            Assert.False(second.IsCompleted);

            // The first lets go without claiming: the key is the second's; the second claims it, and the third hears of that.
            receiver.Settle(Rig.Outcome(deliveries[0], OutcomeKind.Discard));
            Assert.Equal(InboxReservation.Reserved, await second);
            receiver.Settle(
                new Outcome
                {
                    Token = deliveries[1].Token,
                    Kind = OutcomeKind.Complete,
                    InboxKey = key,
                    InboxRetention = TimeSpan.FromHours(1),
                }
            );
            Assert.Equal(InboxReservation.AlreadyClaimed, await third);
        }

        await using var again = await Rig.OpenAsync(_data.Path, time: time);
        var (_, resumed) = again.Subscribe("a");
        var delivery = await resumed.NextAsync();
        Assert.Equal("3", Rig.Body(delivery));
        Assert.Equal(InboxReservation.AlreadyClaimed, await again.Transport.ReserveAsync("a", delivery.Token, key, default));
        var (receiver2, _) = again.Subscribe("eu");
        receiver2.Renew([]);
        time.Advance(TimeSpan.FromHours(1));
        await again.SendAsync("a", "4");
        var renewed = await resumed.NextAsync();
        Assert.Equal(InboxReservation.Reserved, await again.Transport.ReserveAsync("a", renewed.Token, key, default));
    }

    [Fact]
    public async Task A_disposed_receiver_gives_its_deliveries_back_uncounted()
    {
        await using var rig = await Rig.OpenAsync(_data.Path);
        await rig.SendAsync("a", "1");
        await rig.SendAsync("a", "2");
        var (receiver, sink) = rig.Subscribe("a");
        await sink.NextAsync(2);

        await receiver.DisposeAsync();

        var (_, other) = rig.Subscribe("a");
        var deliveries = await other.NextAsync(2);
        Assert.Equal(["1", "2"], deliveries.Select(Rig.Body));
        Assert.All(deliveries, delivery => Assert.Equal(0, delivery.Failed));
    }

    [Fact]
    public async Task A_stopped_receiver_gets_nothing_more_and_may_settle()
    {
        await using var rig = await Rig.OpenAsync(_data.Path);
        await rig.SendAsync("a", "1");
        var (receiver, sink) = rig.Subscribe("a");
        var delivery = await sink.NextAsync();
        receiver.Stop();
        await rig.SendAsync("a", "2");

        receiver.Settle(Rig.Outcome(delivery, OutcomeKind.Complete));

        Assert.Equal((delivery.Token, SettlementResult.Settled), await sink.NextSettledAsync());
        Assert.Equal((1, 0), ((await rig.StatusAsync("a")).Ready, (await rig.StatusAsync("a")).InFlight));
        Assert.False(sink.HasDelivery);
    }

    private static async Task DieAsync(Rig rig, string queue, DeathReason reason, Exception exception)
    {
        var (receiver, sink) = rig.Subscribe(queue);
        var delivery = await sink.NextAsync();
        receiver.Settle(
            new Outcome
            {
                Token = delivery.Token,
                Kind = OutcomeKind.DeadLetter,
                Reason = reason,
                Exception = exception,
            }
        );
        Assert.Equal((delivery.Token, SettlementResult.Settled), await sink.NextSettledAsync());
        await receiver.DisposeAsync();
    }
}
