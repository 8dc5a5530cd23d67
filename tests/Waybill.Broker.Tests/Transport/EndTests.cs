using Waybill.Broker.Publishing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>How a broker ends, and what it says to those that come too late.</summary>
public sealed class EndTests : TempDataDirectory
{
    [Fact]
    public async Task A_logger_and_a_sink_that_throw_keep_nobody_from_hearing_of_the_fault()
    {
        var logger = new RecordingLogger { Observer = id => Assert.NotEqual(4002, id) };
        await using var broker = await TestBroker.OpenAsync(Folder, logger: logger);
        var hostile = new HostileSink();
        broker.Transport.Subscribe(new ReceiverOptions("a", 10, 1 << 20), hostile);
        var (_, sink) = broker.Subscribe("b");
        var waiting = broker.Transport.GetQueueStatusAsync(CancellationToken.None).AsTask();
        await waiting.Guarded();

        await broker.PublishAsync("m");

        Assert.IsType<JournalFaultedException>(await sink.FaultedAsync());
        await Assert.ThrowsAsync<JournalFaultedException>(() => broker.Transport.GetQueueStatusAsync(CancellationToken.None).Guarded());
        Assert.True(hostile.HeardOfTheFault);
    }

    [Fact]
    public async Task An_outcome_that_comes_after_the_close_is_answered_as_stale()
    {
        var broker = await TestBroker.OpenAsync(Folder);
        await broker.PublishAsync("m");
        var (receiver, sink) = broker.Subscribe();
        var held = await sink.NextAsync();
        var batch = broker.Batch(Durability.Flushed, "out");
        await broker.DisposeAsync();
        receiver.Settle(held.Complete(batch));
        Assert.Equal((held.Token, SettlementResult.StaleLease), await sink.SettledAsync());
        AssertGivenBack(batch);
        await using var again = await TestBroker.OpenAsync(Folder);
        Assert.Equal(["m"], await again.TextsAsync());
    }

    [Fact]
    public async Task A_batch_is_given_back_when_its_publish_is_refused()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var cancelled = broker.Batch(Durability.Flushed, "m");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            broker.Transport.PublishAsync(cancelled, new CancellationToken(canceled: true)).AsTask()
        );
        AssertGivenBack(cancelled);
        var late = broker.Batch(Durability.Flushed, "m");
        await broker.DisposeAsync();
        Assert.Throws<TransportException>(() =>
        {
            _ = broker.Transport.PublishAsync(late, CancellationToken.None);
        });
        AssertGivenBack(late);
    }

    [Fact]
    public async Task A_batch_is_given_back_when_its_publish_is_cancelled_or_fails_while_it_waits()
    {
        var broker = await TestBroker.OpenAsync(Folder, TestBroker.Small(memoryBytes: 1));
        await broker.PublishAsync("fills the budget", durability: Durability.Memory);
        using var source = new CancellationTokenSource();
        var (first, second) = (broker.Batch(Durability.Memory, "first"), broker.Batch(Durability.Memory, "second"));
        var cancelled = broker.Transport.PublishAsync(first, source.Token);
        var failed = broker.Transport.PublishAsync(second, CancellationToken.None);
        await source.CancelAsync();
        // Whoever is just trying to publish it lets go of it first.
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Guarded());
        AssertGivenBack(first);
        await broker.DisposeAsync();
        await Assert.ThrowsAsync<TransportException>(() => failed.Guarded());
        AssertGivenBack(second);
    }

    private static void AssertGivenBack(OutgoingBatch batch) => Assert.Equal(0, ((EmbeddedOutgoingBatch)batch).Messages.Length);

    private sealed class HostileSink : IDeliverySink
    {
        public bool HeardOfTheFault { get; private set; }

        public void OnDeliveries(ReadOnlySpan<Delivery> deliveries) => throw new InvalidOperationException("deliveries");

        public void OnSettled(DeliveryToken token, SettlementResult result) { }

        public bool StillHolds(DeliveryToken token) => false;

        public void OnLeaseLost(DeliveryToken token) { }

        public void OnFaulted(Exception exception)
        {
            HeardOfTheFault = true;
            throw new InvalidOperationException("fault");
        }
    }
}
