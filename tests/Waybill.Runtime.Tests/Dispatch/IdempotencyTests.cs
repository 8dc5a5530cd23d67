using Waybill.Runtime.Tests.Fakes;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Dispatch;

public sealed class IdempotencyTests
{
    private static readonly TimeSpan s_retention = TimeSpan.FromDays(7);
    private int _calls;

    [Fact]
    public async Task The_key_is_reserved_before_the_call_and_claimed_with_the_completion()
    {
        await using var harness = Harness(order => order.Id.ToString());
        var key = InboxKey.Create(TestTopology.Inventory, OrderPlaced.Type.Name, "7");

        var outcome = await harness.RunAsync(new OrderPlaced(7));

        Assert.Equal((OutcomeKind.Complete, key, s_retention), (outcome.Kind, outcome.InboxKey, outcome.InboxRetention));
        Assert.Equal([key], harness.Transport.Store.Asked);
    }

    [Fact]
    public async Task A_second_message_with_the_key_is_completed_without_a_call()
    {
        await using var harness = Harness(order => order.Id.ToString());
        await harness.RunAsync(new OrderPlaced(7));

        var outcome = await harness.RunAsync(new OrderPlaced(7));

        Assert.Equal((OutcomeKind.CompleteDuplicate, 1), (outcome.Kind, _calls));
        Assert.Equal((1, 1), (harness.Counts["waybill.deliveries.handled"], harness.Counts["waybill.deliveries.duplicates"]));
    }

    [Fact]
    public async Task Without_a_key_property_the_message_id_is_the_key()
    {
        await using var harness = Harness(key: null);
        var id = Guid.CreateVersion7();

        Assert.Equal(OutcomeKind.Complete, (await harness.RunAsync(new OrderPlaced(7), id: id)).Kind);
        Assert.Equal(OutcomeKind.Complete, (await harness.RunAsync(new OrderPlaced(7))).Kind);
        Assert.Equal(OutcomeKind.CompleteDuplicate, (await harness.RunAsync(new OrderPlaced(8), id: id)).Kind);
        Assert.Equal(2, _calls);
    }

    [Fact]
    public async Task A_failed_attempt_claims_nothing()
    {
        await using var harness = Harness(order => order.Id.ToString(), fails: true);

        var outcome = await harness.RunAsync(new OrderPlaced(7));

        Assert.Equal(OutcomeKind.Retry, outcome.Kind);
        Assert.Null(outcome.InboxKey);
        Assert.Empty(harness.Transport.Store.Claimed);
    }

    [Fact]
    public async Task A_lease_that_ended_while_the_key_was_asked_for_is_not_called()
    {
        await using var harness = Harness(order => order.Id.ToString());
        harness.Transport.Store.Answer = (_, _) => new(InboxReservation.StaleLease);

        Assert.Equal((OutcomeKind.Release, 0), ((await harness.RunAsync(new OrderPlaced(7))).Kind, _calls));
    }

    [Fact]
    public async Task Waiting_for_a_key_does_not_use_the_timeout_up()
    {
        var asked = Signal.Create();
        var free = new TaskCompletionSource<InboxReservation>();
        await using var harness = Harness(order => order.Id.ToString());
        harness.Transport.Store.Answer = (_, _) =>
        {
            asked.SetResult();
            return new(free.Task);
        };
        harness.Receiver.Deliver(new OrderPlaced(7));
        await asked.Task.WaitAsync(Hang.Guard);

        harness.Time.Advance(TimeSpan.FromMinutes(5));
        free.SetResult(InboxReservation.Reserved);

        Assert.Equal(OutcomeKind.Complete, (await harness.Receiver.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task The_stop_ends_the_waiting_for_a_key_without_counting()
    {
        var asked = Signal.Create();
        await using var harness = Harness(order => order.Id.ToString());
        harness.Transport.Store.Answer = async (_, token) =>
        {
            asked.SetResult();
            await Signal.CancellationOf(token);
            throw new OperationCanceledException(token);
        };
        harness.Receiver.Deliver(new OrderPlaced(7));
        await asked.Task.WaitAsync(Hang.Guard);

        harness.Consumer.CancelRunning();

        Assert.Equal((OutcomeKind.Release, 0), ((await harness.Receiver.NextOutcomeAsync()).Kind, _calls));
    }

    [Fact]
    public async Task An_inbox_that_fails_is_a_failed_attempt()
    {
        await using var harness = Harness(order => order.Id.ToString());
        harness.Transport.Store.Answer = (_, _) => throw new TransportException("no inbox today");

        Assert.Equal((OutcomeKind.Retry, 0), ((await harness.RunAsync(new OrderPlaced(7))).Kind, _calls));
    }

    private ConsumerHarness Harness(Func<OrderPlaced, string?>? key, bool fails = false) =>
        new(
            new TestHandler<OrderPlaced>(
                (_, _) =>
                {
                    Interlocked.Increment(ref _calls);
                    return fails ? throw new InvalidOperationException("boom") : default;
                }
            )
            {
                Key = key,
            },
            policy => policy with { InboxRetention = s_retention }
        );
}
