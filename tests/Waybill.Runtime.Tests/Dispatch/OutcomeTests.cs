using Waybill.Runtime.Tests.Fakes;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Dispatch;

public sealed class OutcomeTests
{
    [Fact]
    public async Task A_handled_message_is_completed_and_counted()
    {
        MessageContext? seen = null;
        await using var harness = ConsumerHarness.Of(
            (order, context) =>
            {
                seen = context;
                Assert.Equal(new OrderPlaced(7, "eu"), order);
                Assert.Same(order, context.Message);
                return default;
            }
        );
        var id = Guid.CreateVersion7();

        var outcome = await harness.RunAsync(new OrderPlaced(7, "eu"), failed: 1, id);

        Assert.Equal(OutcomeKind.Complete, outcome.Kind);
        Assert.Null(outcome.Outgoing);
        Assert.Null(outcome.InboxKey);
        Assert.Equal((id, OrderPlaced.Type.Name, TestTopology.Inventory, 2), (seen!.MessageId, seen.MessageType, seen.Queue, seen.Attempt));
        Assert.Equal("order.us.placed", seen.RoutingKey);
        Assert.Equal(1, harness.Counts["waybill.deliveries.handled"]);
    }

    [Fact]
    public async Task A_failed_attempt_is_retried_after_the_policys_delay()
    {
        await using var harness = ConsumerHarness.Of((_, _) => throw new InvalidOperationException("boom"));

        var outcome = await harness.RunAsync(new OrderPlaced(1));

        Assert.Equal((OutcomeKind.Retry, TimeSpan.FromSeconds(2), "boom"), (outcome.Kind, outcome.Delay, outcome.Exception?.Message));
        Assert.Equal((1, 1), (harness.Counts["waybill.deliveries.failed"], harness.Counts["waybill.deliveries.retried"]));
        Assert.True(harness.Log.Has(2000));
    }

    [Fact]
    public async Task The_last_attempt_dead_letters()
    {
        await using var harness = ConsumerHarness.Of((_, _) => ValueTask.FromException(new InvalidOperationException("boom")));

        var outcome = await harness.RunAsync(new OrderPlaced(1), failed: 2);

        Assert.Equal(
            (OutcomeKind.DeadLetter, DeathReason.DeliveryLimit, "boom"),
            (outcome.Kind, outcome.Reason, outcome.Exception?.Message)
        );
        Assert.Equal((1, 1), (harness.Counts["waybill.deliveries.failed"], harness.Counts["waybill.deliveries.dead_lettered"]));
        Assert.True(harness.Log.Has(2001));
    }

    [Fact]
    public async Task A_message_that_used_its_attempts_up_before_is_dead_lettered_without_a_call()
    {
        var calls = 0;
        await using var harness = ConsumerHarness.Of(
            (_, _) =>
            {
                calls++;
                return default;
            }
        );

        var outcome = await harness.RunAsync(new OrderPlaced(1), failed: 3);

        Assert.Equal((OutcomeKind.DeadLetter, DeathReason.DeliveryLimit, 0), (outcome.Kind, outcome.Reason, calls));
        Assert.Null(outcome.Exception);
    }

    [Fact]
    public async Task An_exception_that_is_never_tried_again_rejects_at_once()
    {
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>((_, _) => throw new FormatException()) { Retry = exception => exception is not FormatException }
        );

        var outcome = await harness.RunAsync(new OrderPlaced(1));

        Assert.Equal((OutcomeKind.DeadLetter, DeathReason.Rejected), (outcome.Kind, outcome.Reason));
        Assert.IsType<FormatException>(outcome.Exception);
    }

    [Theory]
    [InlineData(true, 0, DeathReason.Rejected)]
    [InlineData(false, 2, DeathReason.DeliveryLimit)]
    [InlineData(false, 5, DeathReason.DeliveryLimit)]
    public async Task A_discarding_handler_drops_what_failed_for_good(bool never, int failed, DeathReason reason)
    {
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>((_, _) => throw new FormatException()) { Retry = _ => !never },
            policy => policy with { Discards = true }
        );

        var outcome = await harness.RunAsync(new OrderPlaced(1), failed);

        Assert.Equal((OutcomeKind.Discard, reason), (outcome.Kind, outcome.Reason));
        Assert.Equal(1, harness.Counts["waybill.deliveries.discarded"]);
        Assert.True(harness.Log.Has(2002));
    }

    [Fact]
    public async Task Bytes_that_are_no_message_are_dead_lettered_even_where_failures_are_discarded()
    {
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>((_, _) => throw new FormatException()),
            policy => policy with { Discards = true }
        );

        var outcome = await harness.RunAsync(new OrderPlaced(OrderPlaced.Unreadable));

        Assert.Equal((OutcomeKind.DeadLetter, DeathReason.Undecodable), (outcome.Kind, outcome.Reason));
        Assert.IsType<MessageFormatException>(outcome.Exception);
        Assert.True(harness.Log.Has(2003));
    }

    [Fact]
    public async Task An_unknown_type_is_parked_with_a_log()
    {
        await using var harness = ConsumerHarness.Of((_, _) => default);

        harness.Receiver.Deliver("Tests.Tomorrow", []);
        var outcome = await harness.Receiver.NextOutcomeAsync();

        Assert.Equal((OutcomeKind.DeadLetter, DeathReason.UnhandledType), (outcome.Kind, outcome.Reason));
        Assert.True(harness.Log.Has(2004));
    }

    [Fact]
    public async Task A_cancellation_of_the_handlers_own_is_a_failed_attempt()
    {
        await using var harness = ConsumerHarness.Of((_, _) => throw new OperationCanceledException());

        Assert.Equal(OutcomeKind.Retry, (await harness.RunAsync(new OrderPlaced(1))).Kind);
    }

    [Fact]
    public async Task A_fault_of_our_own_sets_the_message_aside()
    {
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>((_, _) => throw new FormatException())
            {
                Retry = _ => throw new InvalidOperationException("a bug"),
            }
        );

        var outcome = await harness.RunAsync(new OrderPlaced(1));

        Assert.Equal((OutcomeKind.Retry, TimeSpan.FromSeconds(1)), (outcome.Kind, outcome.Delay));
        Assert.True(harness.Log.Has(2010));
    }

    [Fact]
    public async Task A_settlement_that_cannot_be_handed_in_does_not_end_the_consumer()
    {
        var calls = 0;
        await using var harness = ConsumerHarness.Of(
            (_, _) =>
            {
                Interlocked.Increment(ref calls);
                return default;
            }
        );
        harness.Receiver.SettleFailure = new TransportException("closed");
        harness.Receiver.Deliver(new OrderPlaced(1));
        Assert.True(SpinWait.SpinUntil(() => harness.Log.Has(2011), Hang.Guard));

        harness.Receiver.SettleFailure = null;
        Assert.Equal(OutcomeKind.Complete, (await harness.RunAsync(new OrderPlaced(2))).Kind);
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task No_more_calls_run_at_once_than_allowed_and_all_are_made()
    {
        const int Messages = 40;
        const int Concurrency = 4;
        int running = 0,
            most = 0;
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>(
                async (order, _) =>
                {
                    var now = Interlocked.Increment(ref running);
                    InterlockedMax(ref most, now);
                    if (now == Concurrency)
                    {
                        full.TrySetResult();
                    }

                    await full.Task;
                    Interlocked.Decrement(ref running);
                }
            ),
            concurrency: Concurrency
        );

        var deliveries = harness.Receiver.DeliverMany([.. Enumerable.Range(0, Messages).Select(i => new OrderPlaced(100 + (ulong)i))]);
        var settled = new HashSet<DeliveryToken>();
        for (var i = 0; i < Messages; i++)
        {
            settled.Add((await harness.Receiver.NextOutcomeAsync()).Token);
        }

        Assert.Equal(deliveries.Select(delivery => delivery.Token).ToHashSet(), settled);
        Assert.Equal(Concurrency, most);
    }

    /// <summary>A stress of workers that come and go. The window in which a wake-up could be lost is a few instructions wide: passing proves little, hanging proves much.</summary>
    [Fact]
    public async Task No_delivery_is_left_lying_when_workers_come_and_go()
    {
        await using var harness = ConsumerHarness.Of((_, _) => default);

        for (var i = 0; i < 20_000; i++)
        {
            harness.Receiver.Deliver(new OrderPlaced(100));
            Thread.SpinWait(i % 200);
            harness.Receiver.Deliver(new OrderPlaced(100));
            await harness.Receiver.NextOutcomeAsync();
            Assert.Equal(OutcomeKind.Complete, (await harness.Receiver.NextOutcomeAsync()).Kind);
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
