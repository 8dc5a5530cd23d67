using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;

namespace Waybill.Broker.Tests.Transport;

public sealed class AwaiterTests : TempDataDirectory
{
    [Fact]
    public async Task An_awaiter_that_blocks_keeps_none_of_its_batch_waiting()
    {
        const int Awaiters = 4;
        // The pool adds no thread while the processors are busy, with other tests for instance: those that block here are there from the beginning.
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(workers + 4 * Awaiters, completions);
        await using var broker = await TestBroker.OpenAsync(Folder);
        try
        {
            for (var round = 0; round < 20; round++)
            {
                // All of one batch, mostly: each must run while the others block.
                using var barrier = new Barrier(Awaiters);
                await Task.WhenAll(Enumerable.Range(0, Awaiters).Select(_ => MeetAsync(broker, barrier))).Guarded();
            }
        }
        finally
        {
            ThreadPool.SetMinThreads(workers, completions);
        }
    }

    private static async Task MeetAsync(TestBroker broker, Barrier barrier)
    {
        // A publish may be confirmed before it is awaited, where this thread had to wait for a processor: going on at once it would block the one that has
        // yet to begin the others.
        await broker.Begin("m").AsTask().ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Assert.True(barrier.SignalAndWait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }
}
