using Waybill.Runtime.Tests.Fakes;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Dispatch;

public sealed class HandoverTests
{
    [Fact]
    public async Task A_message_is_handled_and_completed_without_an_answer()
    {
        var seen = new List<ulong>();
        await using var harness = ConsumerHarness.Of(
            (order, context) =>
            {
                seen.Add(order.Id);
                Assert.Equal((1, "order.us.placed"), (context.Attempt, context.RoutingKey));
                return default;
            }
        );

        var ids = harness.Receiver.Way.Hand(new OrderPlaced(1), new OrderPlaced(2));

        Assert.Equal(ids[0], await harness.Receiver.Way.CompletedAsync());
        Assert.Equal(ids[1], await harness.Receiver.Way.CompletedAsync());
        Assert.Equal([1, 2], seen);
        await harness.StopAsync();
        Assert.Equal(2, harness.Counts["waybill.deliveries.handled"]);
    }

    [Fact]
    public async Task What_throws_is_settled_as_a_retry()
    {
        await using var harness = ConsumerHarness.Of((_, _) => throw new InvalidOperationException("no stock"));

        var id = harness.Receiver.Way.Hand(new OrderPlaced(1))[0];

        var (settled, outcome) = await harness.Receiver.Way.SettledAsync();
        Assert.Equal((id, OutcomeKind.Retry, "no stock"), (settled, outcome.Kind, outcome.Exception?.Message));
        await harness.StopAsync();
        Assert.Equal(1, harness.Counts["waybill.deliveries.retried"]);
    }

    [Fact]
    public async Task What_publishes_is_settled_with_its_publishes()
    {
        await using var harness = ConsumerHarness.Of(async (order, context) => await context.Bus.PublishAsync(order with { Id = 2 }));

        harness.Receiver.Way.Hand(new OrderPlaced(1));

        var (_, outcome) = await harness.Receiver.Way.SettledAsync();
        Assert.Equal((OutcomeKind.Complete, 1), (outcome.Kind, outcome.Outgoing?.Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Messages_run_beside_one_that_takes_long(bool together)
    {
        var started = Signal.Create();
        var end = Signal.Create();
        var handled = Signal.Create();
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>(
                async (order, _) =>
                {
                    if (order.Id == 1)
                    {
                        started.SetResult();
                        await end.Task;
                    }
                    else
                    {
                        handled.SetResult();
                    }
                }
            ),
            concurrency: 2
        );

        if (together)
        {
            harness.Receiver.Way.Hand(new OrderPlaced(1), new OrderPlaced(2));
        }
        else
        {
            harness.Receiver.Way.Hand(new OrderPlaced(1));
            await started.Task.WaitAsync(Hang.Guard);
            harness.Receiver.Way.Hand(new OrderPlaced(2));
        }

        await handled.Task.WaitAsync(Hang.Guard);
        end.SetResult();
    }

    [Fact]
    public async Task Never_more_run_than_may_run_at_once()
    {
        var running = 0;
        var most = 0;
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>(
                async (_, _) =>
                {
                    var now = Interlocked.Increment(ref running);
                    InterlockedMax(ref most, now);
                    await Task.Yield();
                    Interlocked.Decrement(ref running);
                }
            ),
            concurrency: 3
        );

        var ids = harness.Receiver.Way.Hand([.. Enumerable.Repeat(new OrderPlaced(1), 1000)]);
        var completed = new HashSet<Guid>();
        while (completed.Count < ids.Length)
        {
            Assert.True(completed.Add(await harness.Receiver.Way.CompletedAsync()));
        }

        Assert.InRange(most, 1, 3);
        Assert.Equal(ids.Order(), completed.Order());
    }

    [Fact]
    public async Task A_call_that_takes_too_long_is_cancelled_and_fails()
    {
        var started = Signal.Create();
        await using var harness = ConsumerHarness.Of(
            async (_, context) =>
            {
                var cancelled = Signal.CancellationOf(context.CancellationToken);
                started.SetResult();
                await cancelled;
            }
        );
        harness.Receiver.Way.Hand(new OrderPlaced(1));
        await started.Task.WaitAsync(Hang.Guard);

        harness.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.IsType<TimeoutException>((await harness.Receiver.Way.SettledAsync()).Outcome.Exception);
    }

    [Fact]
    public async Task A_stop_leaves_what_waits_and_cancels_what_runs_when_its_time_is_over()
    {
        var started = Signal.Create();
        await using var harness = ConsumerHarness.Of(
            async (_, context) =>
            {
                var cancelled = Signal.CancellationOf(context.CancellationToken);
                started.SetResult();
                await cancelled;
                context.CancellationToken.ThrowIfCancellationRequested();
            }
        );
        var id = harness.Receiver.Way.Hand(new OrderPlaced(1), new OrderPlaced(2))[0];
        await started.Task.WaitAsync(Hang.Guard);

        harness.Consumer.Stop();
        Assert.False(harness.Consumer.Drained.IsCompleted);
        harness.Consumer.CancelRunning();
        await harness.Consumer.Drained.WaitAsync(Hang.Guard);

        var (settled, outcome) = await harness.Receiver.Way.SettledAsync();
        Assert.Equal((id, OutcomeKind.Release), (settled, outcome.Kind));
        Assert.False(harness.Receiver.Way.IsEmpty);
    }

    [Fact]
    public async Task A_call_that_begins_after_all_were_cancelled_is_cancelled_too()
    {
        var seen = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var harness = ConsumerHarness.Of(
            (_, context) =>
            {
                seen.TrySetResult(context.CancellationToken.IsCancellationRequested);
                return default;
            }
        );

        harness.Consumer.CancelRunning();
        harness.Receiver.Way.Hand(new OrderPlaced(1));

        Assert.True(await seen.Task.WaitAsync(Hang.Guard));
    }

    [Fact]
    public async Task An_idempotent_handler_gets_nothing_without_a_lease()
    {
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>((_, _) => default),
            policy => policy with { InboxRetention = TimeSpan.FromDays(7) }
        );

        Assert.False(harness.Receiver.Options.Handover);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref most)) && Interlocked.CompareExchange(ref most, value, seen) != seen) { }
    }
}
