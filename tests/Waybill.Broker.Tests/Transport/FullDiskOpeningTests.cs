using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>Opening waits for nothing on a full disk where what is kept for outcomes is used up: only a broker that runs makes room.</summary>
public sealed class FullDiskOpeningTests
{
    [Fact]
    public async Task A_new_queue_is_refused_with_a_way_out_and_the_topology_of_before_opens()
    {
        var (device, options, looks) = UsedUpDisk.Limited();
        await UseUpAsync(device, options);
        var topology = new Topology(
            TestBroker.Topology.Exchanges,
            [.. TestBroker.Topology.Queues, new QueueDeclaration("new", true, null, TimeSpan.FromSeconds(30))],
            TestBroker.Topology.Bindings
        );

        var refused = await Assert.ThrowsAsync<JournalFullException>(() => TestBroker.OpenAsync(device, options, topology: topology));

        Assert.Contains("/simulated", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'new'", refused.Message, StringComparison.Ordinal);
        await using (var again = await TestBroker.OpenAsync(device, options))
        {
            var (_, sink) = again.Subscribe("a", prefetch: 1);
            await sink.NextAsync();
            device.Script = static _ => SimulatedOutcome.Succeed;
            looks.Release();
        }

        await using var with = await TestBroker.OpenAsync(device, options, topology: topology);
        Assert.Equal(0, (await with.StatusAsync("new")).Ready);
    }

    [Fact]
    public async Task A_queue_that_is_not_durable_begins_empty_in_each_life_though_its_purge_finds_no_room()
    {
        var (device, options, looks) = UsedUpDisk.Limited();
        await UseUpAsync(device, options, "left behind");
        for (var life = 0; life < 3; life++)
        {
            var logger = new RecordingLogger();
            await using var again = await TestBroker.OpenAsync(device, options, logger: logger);
            Assert.Equal((0, 0), ((await again.StatusAsync("memory")).Ready, (await again.StatusAsync("memory")).Parked));
            Assert.Empty(await again.BrowseAsync("memory"));
            Assert.Single(logger.Entries, static entry => entry.Id == 3004);
            if (life < 2)
            {
                continue;
            }

            // What comes now is there, and alone.
            var (_, sink) = again.Subscribe("memory", prefetch: 10);
            device.Script = static _ => SimulatedOutcome.Succeed;
            looks.Release();
            await PublishAsync(again, "memory");
            Assert.Equal("memory", (await sink.NextAsync()).Text);
            Assert.Equal(["memory"], sink.Texts);
        }
    }

    /// <summary>Should the newest checkpoint be damaged, the one before it serves, by which the queue still holds what it held.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_a_purge_without_a_record_left_goes_when_two_checkpoints_do_without_it(int written)
    {
        const string First = "0000000000000000.segment";
        var (device, options, looks) = UsedUpDisk.Limited();
        var (time, logger) = (new FakeTimeProvider(), new RecordingLogger());
        await using (var broker = await TestBroker.OpenAsync(device, options, time, logger: logger))
        {
            await broker.PublishAsync("left behind", "memory");
            time.Advance(2 * options.CheckpointInterval);
            await CheckpointAsync(broker, device);
            await UsedUpDisk.UseUpAsync(broker, time, logger);
        }

        await using (var again = await TestBroker.OpenAsync(device, options, time))
        {
            device.Script = static _ => SimulatedOutcome.Succeed;
            looks.Release();
            await PublishAsync(again, "memory");
            for (var i = 0; i < written; i++)
            {
                // Only now: where the disk is full, both are taken at once.
                time.Advance(2 * options.CheckpointInterval);
                await CheckpointAsync(again, device);
            }
        }

        Assert.Equal(written == 1, device.List().Contains(First));
        device.Delete(Checkpoints(device)[^1]);
        // Whoever declares the queue durable finds in it what it holds.
        var durable = new Topology(
            TestBroker.Topology.Exchanges,
            [.. TestBroker.Topology.Queues.Select(static queue => queue with { Durable = true })],
            TestBroker.Topology.Bindings
        );
        await using var after = await TestBroker.OpenAsync(device, options, topology: durable);
        Assert.Equal(written == 1 ? ["left behind", "memory"] : ["memory"], await after.TextsAsync("memory"));
    }

    // A segment's worth of messages that nobody needs any more.
    private static async Task CheckpointAsync(TestBroker broker, SimulatedDevice device)
    {
        var before = Checkpoints(device).LastOrDefault();
        var (receiver, sink) = broker.Subscribe("a", prefetch: 1);
        while (Checkpoints(device).LastOrDefault() == before)
        {
            await PublishAsync(broker, TestBroker.One);
            await receiver.SettledAsync(sink, (await sink.NextAsync()).Complete());
        }

        await receiver.DisposeAsync();
    }

    private static List<string> Checkpoints(SimulatedDevice device) =>
        [.. device.List().Where(static name => name.EndsWith(".checkpoint", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static async Task UseUpAsync(SimulatedDevice device, EmbeddedBrokerOptions options, params string[] toMemory)
    {
        var (time, logger) = (new FakeTimeProvider(), new RecordingLogger());
        await using var broker = await TestBroker.OpenAsync(device, options, time, logger: logger);
        foreach (var text in toMemory)
        {
            await broker.PublishAsync(text, "memory");
        }

        await UsedUpDisk.UseUpAsync(broker, time, logger);
    }

    // There will be room.
    private static async Task PublishAsync(TestBroker broker, string key)
    {
        while (true)
        {
            try
            {
                await broker.PublishAsync(key, key);
                return;
            }
            catch (JournalFullException)
            {
                await broker.StatusAsync();
            }
        }
    }
}
