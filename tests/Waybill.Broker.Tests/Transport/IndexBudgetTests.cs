using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Storage.Threads;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>Without memory for its indexes a broker does everything that it does with it: what is far from its turn lies in a file, which is nobody's truth.</summary>
public sealed class IndexBudgetTests
{
    private const int Messages = 3_000;

    [Fact]
    public async Task Order_retries_and_checkpoints_are_what_they_are_in_memory()
    {
        var device = new SimulatedDevice();
        var time = new FakeTimeProvider();
        await using (var broker = await TestBroker.OpenAsync(device, Options(), time))
        {
            await PublishAsync(broker, 0);
            // A publish is confirmed by the journal, and the index is the broker's.
            Assert.Equal(Messages, (await broker.StatusAsync()).Ready);
            Assert.Contains(IndexPages.FileName, device.List());
            var (receiver, sink) = broker.Subscribe("a", prefetch: 100);
            for (var i = 0; i < Messages; i += 100)
            {
                foreach (var delivery in await sink.NextAsync(100))
                {
                    receiver.Settle(Number(delivery) % 3 == 0 ? delivery.Complete() : delivery.Retry(TimeSpan.FromHours(1)));
                }

                for (var settled = 0; settled < 100; settled++)
                {
                    Assert.Equal(SettlementResult.Settled, (await sink.SettledAsync()).Result);
                }
            }

            Assert.Equal(Messages - (Messages / 3), (await broker.StatusAsync()).Delayed);
        }

        Assert.DoesNotContain(IndexPages.FileName, device.List());
        await using var again = await TestBroker.OpenAsync(device, Options(), time);
        await PublishAsync(again, Messages);
        // What has waited for its time comes before what came later.
        time.Advance(TimeSpan.FromHours(1));
        var (second, arrived) = again.Subscribe("a", prefetch: 1);
        for (var number = 0; number < 2 * Messages; number++)
        {
            if (number >= Messages || number % 3 != 0)
            {
                var delivery = await arrived.NextAsync();
                Assert.Equal((number, number < Messages ? 1 : 0), (Number(delivery), delivery.Failed));
                await second.SettledAsync(arrived, delivery.Complete());
            }
        }

        Assert.Equal(0, (await again.StatusAsync()).Ready);
    }

    /// <summary>A checkpoint is written while pages that it reads come back and their places would serve for others.</summary>
    [Fact]
    public async Task What_is_settled_and_published_while_a_checkpoint_is_written_does_not_change_it()
    {
        var device = new SimulatedDevice();
        var threads = new HeldThreads { HeldOf = "waybill broker" };
        var logger = new RecordingLogger();
        await using var broker = await TestBroker.OpenAsync(device, Options(threads), logger: logger);
        var published = await PublishUntilACheckpointAsync(broker, threads);
        var (receiver, sink) = broker.Subscribe("a", prefetch: 1);
        const int Settled = 500;
        for (var number = 0; number < Settled; number++)
        {
            await receiver.SettledAsync(sink, (await sink.NextAsync()).Complete());
        }

        await PublishAsync(broker, published, Settled);
        published += Settled;
        threads.Release();
        while (!logger.Entries.Any(static entry => entry.Id is 4007 or 4008))
        {
            await broker.StatusAsync();
        }

        await using var again = await TestBroker.OpenAsync(device.AfterKill(), Options());
        var (_, arrived) = again.Subscribe("a", prefetch: published);
        for (var number = Settled; number < published; number++)
        {
            Assert.Equal(number, Number(await arrived.NextAsync()));
        }
    }

    /// <summary>The checkpoint reads the file while the broker is closed.</summary>
    [Fact]
    public async Task A_broker_that_is_closed_lets_go_of_the_file_when_the_checkpoint_is_written()
    {
        var device = new SimulatedDevice();
        var threads = new HeldThreads { HeldOf = "waybill broker" };
        var watched = new WatchedThreads(threads);
        var broker = await TestBroker.OpenAsync(device, Options(watched));
        var published = await PublishUntilACheckpointAsync(broker, threads);
        var (receiver, sink) = broker.Subscribe("a", prefetch: 1);
        var held = await sink.NextAsync();

        var closing = broker.DisposeAsync().AsTask();
        // Whoever comes from here on is turned away; before, the outcome is an open broker's, and the message gone.
        receiver.Settle(held.Retry(TimeSpan.Zero));
        _ = await sink.SettledAsync();
        await watched.RestAsync();
        Assert.Contains(IndexPages.FileName, device.List());
        Assert.False(closing.IsCompleted);

        threads.Release();
        await closing.Guarded();
        Assert.DoesNotContain(IndexPages.FileName, device.List());
        await using var again = await TestBroker.OpenAsync(device, Options());
        var status = await again.StatusAsync();
        Assert.Equal(published, status.Ready + status.Delayed);
    }

    /// <summary>What a receiver gives back fills the index, and a file that fails then has lost it: nobody may go on with that, or a checkpoint would make it true.</summary>
    [Fact]
    public async Task A_file_that_fails_ends_the_broker_and_the_journal_has_everything()
    {
        var device = new SimulatedDevice();
        var broker = await TestBroker.OpenAsync(device, Options());
        await PublishAsync(broker, 0);
        var (receiver, sink) = broker.Subscribe("a", prefetch: 500);
        await sink.NextAsync(500);
        device.Script = static operation => operation.Name == IndexPages.FileName ? SimulatedOutcome.Fail : SimulatedOutcome.Succeed;

        await receiver.DisposeAsync();
        // Whatever is asked next is told.
        await Assert.ThrowsAsync<JournalFaultedException>(async () =>
        {
            while (true)
            {
                await broker.StatusAsync();
            }
        });

        await broker.DisposeAsync();
        device.Script = static _ => SimulatedOutcome.Succeed;
        await using var again = await TestBroker.OpenAsync(device, Options());
        Assert.Equal(Messages, (await again.StatusAsync()).Ready);
    }

    [Fact]
    public async Task What_a_killed_process_left_goes_when_the_next_one_opens()
    {
        var device = new SimulatedDevice();
        device.Create(IndexPages.FileName, 1 << 20).Dispose();

        await using var broker = await TestBroker.OpenAsync(device);

        Assert.DoesNotContain(IndexPages.FileName, device.List());
    }

    /// <returns>How many messages were published until one waits to be written.</returns>
    private static async Task<int> PublishUntilACheckpointAsync(TestBroker broker, HeldThreads threads)
    {
        var published = 0;
        // The broker's thread has no other such work.
        for (; threads.Held == 0; published += 100)
        {
            await PublishAsync(broker, published, 100);
        }

        return published;
    }

    private static EmbeddedBrokerOptions Options(IThreads threads)
    {
        var options = Options();
        options.SegmentBytes = 1 << 20;
        options.Threads = threads;
        return options;
    }

    private static EmbeddedBrokerOptions Options()
    {
        var options = TestBroker.Small();
        options.IndexBytes = 0;
        options.IndexSizes = new IndexSizes(PageBytes: 256, LooseEntries: 50);
        options.CheckpointInterval = TimeSpan.Zero;
        return options;
    }

    private static Task PublishAsync(TestBroker broker, int from, int count = Messages) =>
        Task.WhenAll(Enumerable.Range(from, count).Select(number => broker.PublishAsync($"{number}")));

    private static int Number(Delivery delivery) => int.Parse(delivery.Text, System.Globalization.CultureInfo.InvariantCulture);
}
