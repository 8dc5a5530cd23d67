using Microsoft.Extensions.Logging.Abstractions;
using Waybill.Broker.Core;
using Waybill.Broker.InFlight;
using Waybill.Broker.Loop;
using Waybill.Broker.Publishing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage;
using Waybill.Storage.Tests.Support;
using Waybill.Storage.Threads;

namespace Waybill.Broker.Tests.Transport;

/// <summary>The journal may fail while the broker is still being set up, and there is no loop yet to hear of it.</summary>
public sealed class EarlyFaultTests
{
    [Fact]
    public async Task A_fault_before_the_loop_is_attached_is_heard_by_it()
    {
        var device = new SimulatedDevice();
        var state = new BrokerState();
        var client = new JournalClient(state, OwnThreads.Instance);
        var options = new JournalOptions { SegmentBytes = 64 * 1024, BufferBytes = 4096 };
        await using var journal = await Journal.OpenAsync(device, client, options, TestContext.Current.CancellationToken);
        device.Script = operation => operation.Kind == SimulatedOperationKind.Sync ? SimulatedOutcome.Fail : SimulatedOutcome.Succeed;
        Assert.True(journal.TryAppend(1, [], [1], CommitLevel.Flushed, AppendPriority.Normal, out _));
        // The journal tells its client of the fault before it ends.
        await journal.DisposeAsync();

        using var loop = new BrokerLoop(
            journal,
            state,
            new MemoryBudget(1 << 20),
            [],
            InFlightOpening.None,
            new IsolationRules(1, TimeSpan.MaxValue),
            OwnThreads.Instance,
            TimeProvider.System,
            NullLogger.Instance
        );
        loop.ThrowIfFaulted();
        client.Attach(loop);

        var fault = Assert.Throws<JournalFaultedException>(loop.ThrowIfFaulted);
        Assert.Contains("errno 5", fault.Message, StringComparison.Ordinal);
        loop.Start();
        var query = new QueryCommand<int>(_ => 0);
        loop.Post(query);
        await Assert.ThrowsAsync<JournalFaultedException>(() => query.Answer.Guarded());
        await loop.StopAsync().Guarded();
    }
}
