using Waybill.Runtime.Tests.Fakes;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Dispatch;

public sealed class StopTests
{
    private readonly TaskCompletionSource _started = Signal.Create();
    private readonly TaskCompletionSource _end = Signal.Create();

    [Fact]
    public async Task An_idle_consumer_is_drained_at_once()
    {
        await using var harness = ConsumerHarness.Of((_, _) => default);

        harness.Consumer.Stop();

        Assert.True(harness.Receiver.Stopped);
        await harness.Consumer.Drained.WaitAsync(Hang.Guard);
    }

    [Fact]
    public async Task What_runs_ends_and_what_is_buffered_is_released()
    {
        await using var harness = Blocked();
        var deliveries = harness.Receiver.DeliverMany(new OrderPlaced(1), new OrderPlaced(2), new OrderPlaced(3));
        await _started.Task.WaitAsync(Hang.Guard);

        harness.Consumer.Stop();

        foreach (var delivery in deliveries[1..])
        {
            var released = await harness.Receiver.NextOutcomeAsync();
            Assert.Equal((delivery.Token, OutcomeKind.Release), (released.Token, released.Kind));
        }

        Assert.False(harness.Consumer.Drained.IsCompleted);
        _end.SetResult();
        Assert.Equal(OutcomeKind.Complete, (await harness.Receiver.NextOutcomeAsync()).Kind);
        await harness.Consumer.Drained.WaitAsync(Hang.Guard);
    }

    [Fact]
    public async Task What_still_comes_after_the_stop_is_released()
    {
        await using var harness = Blocked();
        harness.Consumer.Stop();

        Assert.Equal(OutcomeKind.Release, (await harness.RunAsync(new OrderPlaced(1))).Kind);
        Assert.False(_started.Task.IsCompleted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_that_the_stop_cancels_is_released_whatever_it_throws(bool cancelled)
    {
        await using var harness = ConsumerHarness.Of(
            async (_, context) =>
            {
                _started.SetResult();
                await Signal.CancellationOf(context.CancellationToken);
                throw cancelled ? new OperationCanceledException() : new InvalidOperationException("the connection was closed");
            }
        );
        harness.Receiver.Deliver(new OrderPlaced(1), failed: 2);
        await _started.Task.WaitAsync(Hang.Guard);

        harness.Consumer.Stop();
        harness.Consumer.CancelRunning();

        Assert.Equal(OutcomeKind.Release, (await harness.Receiver.NextOutcomeAsync()).Kind);
        await harness.Consumer.Drained.WaitAsync(Hang.Guard);
        Assert.True(harness.Log.Has(2006));
    }

    [Fact]
    public async Task A_handler_that_ends_well_after_its_cancellation_by_the_stop_is_completed()
    {
        await using var harness = Blocked();
        harness.Receiver.Deliver(new OrderPlaced(1));
        await _started.Task.WaitAsync(Hang.Guard);

        harness.Consumer.CancelRunning();
        _end.SetResult();

        Assert.Equal(OutcomeKind.Complete, (await harness.Receiver.NextOutcomeAsync()).Kind);
    }

    [Fact]
    public async Task A_faulted_transport_is_told_once_and_starts_nothing_more()
    {
        await using var harness = Blocked();
        harness.Receiver.DeliverMany(new OrderPlaced(1), new OrderPlaced(2));
        await _started.Task.WaitAsync(Hang.Guard);
        var fault = new JournalFaultedException("sync failed");

        harness.Receiver.Fault(fault);
        harness.Receiver.SettleFailure = fault;
        _end.SetResult();

        await harness.Consumer.Drained.WaitAsync(Hang.Guard);
        Assert.Same(fault, Assert.Single(harness.Faults));
    }

    private ConsumerHarness Blocked() =>
        ConsumerHarness.Of(
            async (_, _) =>
            {
                _started.SetResult();
                await _end.Task;
            }
        );
}
