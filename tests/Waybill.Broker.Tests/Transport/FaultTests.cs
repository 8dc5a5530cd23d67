using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;

namespace Waybill.Broker.Tests.Transport;

/// <summary>A sync or write that fails is final: everybody who waits hears of it, and nothing is confirmed any more.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(nameof(SimulatedOperationKind.Sync))]
    [InlineData(nameof(SimulatedOperationKind.Write))]
    public async Task A_failed_commit_ends_the_broker_for_everybody(string failing)
    {
        var kind = Enum.Parse<SimulatedOperationKind>(failing);
        var device = new SimulatedDevice();
        await using (var broker = await TestBroker.OpenAsync(device))
        {
            var (receiver, sink) = broker.Subscribe();
            await broker.PublishAsync("before");
            var before = await sink.NextAsync();
            device.Script = operation => operation.Kind == kind ? SimulatedOutcome.Fail : SimulatedOutcome.Succeed;

            var pending = broker.Begin("lost");
            await Assert.ThrowsAsync<JournalFaultedException>(() => pending.Guarded());
            Assert.IsType<JournalFaultedException>(await sink.FaultedAsync());
            await Assert.ThrowsAsync<JournalFaultedException>(() => broker.PublishAsync("after"));
            await Assert.ThrowsAsync<JournalFaultedException>(() => broker.PublishAsync("memory", durability: Durability.Memory));
            receiver.Settle(before.Complete());
            await receiver.DisposeAsync().Guarded();

            Assert.Equal((1, 1), (sink.Delivered, sink.Faults));
        }

        // Reopened, the broker has what was confirmed; the failed publish may be there or not, and nothing else is.
        await using var again = await TestBroker.OpenAsync(device.AfterKill());
        var texts = await again.TextsAsync();
        Assert.Equal("before", texts[0]);
        Assert.Empty(texts.Except(["before", "lost"]));
    }

    /// <summary>Its outcome is on its way when the receiver is disposed of, and will never be answered otherwise.</summary>
    [Fact]
    public async Task A_receiver_that_was_disposed_of_hears_of_the_fault_that_its_outcome_meets()
    {
        using var gate = new ManualResetEventSlim();
        var device = new SimulatedDevice();
        await using var broker = await TestBroker.OpenAsync(device);
        var (receiver, sink) = broker.Subscribe();
        await broker.PublishAsync("settled");
        var delivery = await sink.NextAsync();
        device.Script = operation =>
        {
            if (operation.Kind == SimulatedOperationKind.Sync)
            {
                gate.Wait(TimeSpan.FromSeconds(30));
                return SimulatedOutcome.Fail;
            }

            return SimulatedOutcome.Succeed;
        };

        receiver.Settle(delivery.Complete());
        await receiver.DisposeAsync().Guarded();
        gate.Set();

        Assert.IsType<JournalFaultedException>(await sink.FaultedAsync());
    }
}
