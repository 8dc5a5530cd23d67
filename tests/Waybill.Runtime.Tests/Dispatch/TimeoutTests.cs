using Waybill.Runtime.Tests.Fakes;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Dispatch;

public sealed class TimeoutTests
{
    [Fact]
    public async Task A_handler_that_obeys_its_token_fails_its_attempt_with_a_timeout()
    {
        var started = Signal.Create();
        await using var harness = ConsumerHarness.Of(
            async (_, context) =>
            {
                started.SetResult();
                await Signal.CancellationOf(context.CancellationToken);
                context.CancellationToken.ThrowIfCancellationRequested();
            }
        );
        harness.Receiver.Deliver(new OrderPlaced(1));
        await started.Task.WaitAsync(Hang.Guard);

        harness.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(harness.Receiver.TryNextOutcome(out _));
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        var outcome = await harness.Receiver.NextOutcomeAsync();

        Assert.Equal(OutcomeKind.Retry, outcome.Kind);
        Assert.IsType<TimeoutException>(outcome.Exception);
        Assert.IsAssignableFrom<OperationCanceledException>(outcome.Exception.InnerException);
    }

    [Fact]
    public async Task A_timeout_is_tried_again_whatever_exceptions_the_policy_names()
    {
        var started = Signal.Create();
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>(
                async (_, context) =>
                {
                    started.SetResult();
                    await Signal.CancellationOf(context.CancellationToken);
                    context.CancellationToken.ThrowIfCancellationRequested();
                }
            )
            {
                Retry = exception => exception is HttpRequestException,
            }
        );
        harness.Receiver.Deliver(new OrderPlaced(1));
        await started.Task.WaitAsync(Hang.Guard);

        harness.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(OutcomeKind.Retry, (await harness.Receiver.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task A_handler_that_ignores_its_token_keeps_its_slot_and_is_too_late()
    {
        var started = Signal.Create();
        var end = Signal.Create();
        var calls = 0;
        await using var harness = ConsumerHarness.Of(
            async (order, context) =>
            {
                if (Interlocked.Increment(ref calls) == 1)
                {
                    started.SetResult();
                    await context.Bus.PublishAsync(order);
                    await end.Task;
                }
            }
        );
        harness.Receiver.DeliverMany(new OrderPlaced(1), new OrderPlaced(2));
        await started.Task.WaitAsync(Hang.Guard);

        harness.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, calls);
        end.SetResult();
        var first = await harness.Receiver.NextOutcomeAsync();
        var second = await harness.Receiver.NextOutcomeAsync();

        Assert.Equal((OutcomeKind.Retry, OutcomeKind.Complete), (first.Kind, second.Kind));
        Assert.IsType<TimeoutException>(first.Exception);
        Assert.Empty(harness.Transport.Published);
        Assert.True(Assert.Single(harness.Transport.Batches).Disposed);
    }

    [Fact]
    public async Task A_callback_of_the_token_that_throws_harms_nobody()
    {
        var started = Signal.Create();
        await using var harness = ConsumerHarness.Of(
            async (_, context) =>
            {
                var cancelled = Signal.CancellationOf(context.CancellationToken);
                context.CancellationToken.Register(() => throw new InvalidOperationException("a callback"));
                started.SetResult();
                await cancelled;
            }
        );
        harness.Receiver.Deliver(new OrderPlaced(1));
        await started.Task.WaitAsync(Hang.Guard);

        harness.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(OutcomeKind.Retry, (await harness.Receiver.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task The_timeout_of_one_call_does_not_reach_the_next()
    {
        var calls = 0;
        var gate = Signal.Create();
        var second = Signal.Create();
        await using var harness = ConsumerHarness.Of(
            async (_, context) =>
            {
                if (Interlocked.Increment(ref calls) == 2)
                {
                    second.SetResult();
                    await gate.Task;
                    Assert.False(context.CancellationToken.IsCancellationRequested);
                }
            }
        );
        await harness.RunAsync(new OrderPlaced(1));
        harness.Time.Advance(TimeSpan.FromSeconds(20));
        harness.Receiver.Deliver(new OrderPlaced(2));
        await second.Task.WaitAsync(Hang.Guard);

        harness.Time.Advance(TimeSpan.FromSeconds(20));
        gate.SetResult();

        Assert.Equal(OutcomeKind.Complete, (await harness.Receiver.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task Each_call_has_its_own_limit_whichever_began_first()
    {
        var started = new Dictionary<ulong, TaskCompletionSource>
        {
            [1] = Signal.Create(),
            [2] = Signal.Create(),
            [3] = Signal.Create(),
        };
        var end = Signal.Create();
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>(
                async (order, context) =>
                {
                    var over = order.Id == 1 ? end.Task : Signal.CancellationOf(context.CancellationToken);
                    started[order.Id].SetResult();
                    await over;
                }
            ),
            concurrency: 3
        );
        harness.Receiver.Deliver(new OrderPlaced(1));
        await started[1].Task.WaitAsync(Hang.Guard);
        harness.Time.Advance(TimeSpan.FromSeconds(10));
        harness.Receiver.Deliver(new OrderPlaced(2));
        await started[2].Task.WaitAsync(Hang.Guard);
        end.SetResult();
        Assert.Equal(OutcomeKind.Complete, (await harness.Receiver.NextOutcomeAsync()).Kind);

        // The first call's limit comes, and nobody runs into it.
        harness.Time.Advance(TimeSpan.FromSeconds(20));
        harness.Receiver.Deliver(new OrderPlaced(3));
        await started[3].Task.WaitAsync(Hang.Guard);
        harness.Time.Advance(TimeSpan.FromSeconds(9.999));
        Assert.False(harness.Receiver.TryNextOutcome(out _));
        harness.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.IsType<TimeoutException>((await harness.Receiver.NextOutcomeAsync()).Exception);
        Assert.False(harness.Receiver.TryNextOutcome(out _));
        harness.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.IsType<TimeoutException>((await harness.Receiver.NextOutcomeAsync()).Exception);
    }
}
