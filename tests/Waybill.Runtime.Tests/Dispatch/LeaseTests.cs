using Microsoft.Extensions.Time.Testing;
using Waybill.Runtime.Tests.Fakes;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Dispatch;

public sealed class LeaseTests
{
    private readonly TaskCompletionSource _started = Signal.Create();
    private readonly TaskCompletionSource _end = Signal.Create();
    private CancellationToken _token;

    [Fact]
    public async Task Everything_that_is_held_is_renewed_three_times_a_lease()
    {
        await using var harness = Blocked();
        var deliveries = harness.Receiver.DeliverMany(new OrderPlaced(1), new OrderPlaced(2));
        await _started.Task.WaitAsync(Hang.Guard);

        harness.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(harness.Receiver.Renewals);
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        harness.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(2, harness.Receiver.Renewals.Count);
        Assert.All(harness.Receiver.Renewals, tokens => Assert.Equal(deliveries.Select(d => d.Token), tokens));
        _end.SetResult();
    }

    [Fact]
    public async Task What_is_handed_in_is_not_renewed()
    {
        await using var harness = ConsumerHarness.Of((_, _) => default);
        harness.Receiver.Silent = true;
        var outcome = await harness.RunAsync(new OrderPlaced(1));
        Assert.True(SpinWait.SpinUntil(() => harness.Consumer.Running == 0, Hang.Guard));

        harness.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Empty(harness.Receiver.Renewals);
        harness.Receiver.Confirm(outcome.Token, SettlementResult.Settled);
    }

    [Fact]
    public async Task A_lost_lease_cancels_the_handler_and_its_publishes()
    {
        await using var harness = ConsumerHarness.Of(
            async (order, context) =>
            {
                await context.Bus.PublishAsync(order);
                _started.SetResult();
                await Signal.CancellationOf(context.CancellationToken);
            }
        );
        var delivery = harness.Receiver.Deliver(new OrderPlaced(1));
        await _started.Task.WaitAsync(Hang.Guard);

        harness.Receiver.LoseLease(delivery.Token);
        var outcome = await harness.Receiver.NextOutcomeAsync();

        Assert.Equal(delivery.Token, outcome.Token);
        Assert.Empty(harness.Transport.Published);
        Assert.True(harness.Log.Has(2007));
        Assert.False(harness.Receiver.IsHeld(delivery.Token));
        Assert.False(harness.Counts.ContainsKey("waybill.deliveries.handled"));
    }

    [Fact]
    public async Task A_buffered_delivery_whose_lease_was_lost_is_not_called()
    {
        var calls = 0;
        await using var harness = ConsumerHarness.Of(
            async (_, _) =>
            {
                Interlocked.Increment(ref calls);
                _started.TrySetResult();
                await _end.Task;
            }
        );
        var deliveries = harness.Receiver.DeliverMany(new OrderPlaced(1), new OrderPlaced(2));
        await _started.Task.WaitAsync(Hang.Guard);
        harness.Receiver.LoseLease(deliveries[1].Token);

        _end.SetResult();
        var first = await harness.Receiver.NextOutcomeAsync();
        var second = await harness.Receiver.NextOutcomeAsync();

        Assert.Equal((OutcomeKind.Complete, OutcomeKind.Release, 1), (first.Kind, second.Kind, calls));
    }

    [Fact]
    public async Task A_stale_outcome_is_logged_and_not_counted()
    {
        await using var harness = ConsumerHarness.Of((_, _) => default);
        harness.Receiver.Silent = true;
        var outcome = await harness.RunAsync(new OrderPlaced(1));

        harness.Receiver.Confirm(outcome.Token, SettlementResult.StaleLease);

        Assert.True(harness.Log.Has(2008));
        Assert.Empty(harness.Counts);
    }

    [Fact]
    public async Task An_outcome_that_a_closed_transport_could_not_store_is_logged_as_that_and_not_counted()
    {
        await using var harness = ConsumerHarness.Of((_, _) => default);
        harness.Receiver.Silent = true;
        var outcome = await harness.RunAsync(new OrderPlaced(1));

        harness.Receiver.Confirm(outcome.Token, SettlementResult.NotStored);

        Assert.True(harness.Log.Has(2015));
        Assert.False(harness.Log.Has(2008));
        Assert.Empty(harness.Counts);
    }

    [Fact]
    public async Task At_the_cap_the_handler_is_cancelled_with_one_alarm_and_renewed_until_it_ends()
    {
        await using var harness = Blocked(timeout: TimeSpan.FromHours(12));
        harness.Receiver.Deliver(new OrderPlaced(1));
        await _started.Task.WaitAsync(Hang.Guard);

        harness.Time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Assert.False(_token.IsCancellationRequested);
        Assert.False(harness.Log.Has(2009));
        harness.Time.Advance(TimeSpan.FromSeconds(11));
        var renewed = harness.Receiver.Renewals.Count;
        harness.Time.Advance(TimeSpan.FromSeconds(20));

        Assert.True(_token.IsCancellationRequested);
        Assert.Single(harness.Log.Entries, entry => entry.Id == 2009);
        Assert.Equal(renewed + 2, harness.Receiver.Renewals.Count);
        _end.SetResult();
        var outcome = await harness.Receiver.NextOutcomeAsync();
        Assert.Equal(OutcomeKind.Retry, outcome.Kind);
        Assert.IsType<TimeoutException>(outcome.Exception);
    }

    [Fact]
    public async Task After_the_consumers_end_nothing_is_renewed()
    {
        await using var harness = Blocked();
        harness.Receiver.Deliver(new OrderPlaced(1));
        await _started.Task.WaitAsync(Hang.Guard);
        harness.Consumer.Stop();
        await harness.Consumer.DisposeAsync();

        harness.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(harness.Receiver.Renewals);
        _end.SetResult();
    }

    [Fact]
    public async Task A_transport_that_asks_hears_what_is_held_though_no_timer_fires()
    {
        await using var harness = Blocked(time: new StarvedTimeProvider());
        var deliveries = harness.Receiver.DeliverMany(new OrderPlaced(1), new OrderPlaced(2));
        await _started.Task.WaitAsync(Hang.Guard);

        harness.Time.Advance(TimeSpan.FromHours(11));

        // The one runs, the other waits for a place.
        Assert.All(deliveries, delivery => Assert.True(harness.Receiver.IsHeld(delivery.Token)));
        Assert.Empty(harness.Receiver.Renewals);
        Assert.False(_token.IsCancellationRequested);
        _end.SetResult();
        await harness.Receiver.NextOutcomeAsync();
        await harness.Receiver.NextOutcomeAsync();
        Assert.All(deliveries, delivery => Assert.False(harness.Receiver.IsHeld(delivery.Token)));
    }

    [Fact]
    public async Task What_is_handed_in_is_held_until_it_is_answered()
    {
        await using var harness = ConsumerHarness.Of((_, _) => default);
        harness.Receiver.Silent = true;

        var outcome = await harness.RunAsync(new OrderPlaced(1));

        Assert.True(harness.Receiver.IsHeld(outcome.Token));
        harness.Receiver.Confirm(outcome.Token, SettlementResult.Settled);
        Assert.False(harness.Receiver.IsHeld(outcome.Token));
    }

    [Fact]
    public async Task What_cannot_be_handed_in_is_held_no_more()
    {
        await using var harness = Blocked();
        harness.Receiver.SettleFailure = new TransportException("closed");
        var delivery = harness.Receiver.Deliver(new OrderPlaced(1));
        await _started.Task.WaitAsync(Hang.Guard);
        Assert.True(harness.Receiver.IsHeld(delivery.Token));

        _end.SetResult();
        Assert.True(SpinWait.SpinUntil(() => harness.Consumer.Running == 0, Hang.Guard));

        Assert.False(harness.Receiver.IsHeld(delivery.Token));
    }

    [Fact]
    public async Task The_cap_cancels_with_one_alarm_though_no_timer_fires_and_the_message_is_still_held()
    {
        await using var harness = Blocked(time: new StarvedTimeProvider());
        var delivery = harness.Receiver.Deliver(new OrderPlaced(1));
        await _started.Task.WaitAsync(Hang.Guard);

        harness.Time.Advance(TimeSpan.FromHours(12));

        Assert.True(harness.Receiver.IsHeld(delivery.Token));
        Assert.True(harness.Receiver.IsHeld(delivery.Token));
        Assert.True(_token.IsCancellationRequested);
        Assert.Single(harness.Log.Entries, entry => entry.Id == 2009);
        _end.SetResult();
        Assert.IsType<TimeoutException>((await harness.Receiver.NextOutcomeAsync()).Exception);
    }

    private ConsumerHarness Blocked(TimeSpan? timeout = null, FakeTimeProvider? time = null) =>
        new(
            new TestHandler<OrderPlaced>(
                async (_, context) =>
                {
                    _token = context.CancellationToken;
                    _started.TrySetResult();
                    await _end.Task;
                }
            ),
            policy => policy with { Timeout = timeout ?? policy.Timeout },
            time: time
        );
}
