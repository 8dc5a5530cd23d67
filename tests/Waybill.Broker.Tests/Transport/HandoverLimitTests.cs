using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Handover;
using Waybill.Broker.Publishing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>What bounds the messages that are handed over, and what their outcomes hold.</summary>
public sealed class HandoverLimitTests : TempDataDirectory
{
    [Theory]
    [InlineData(OutcomeKind.Complete)]
    [InlineData(OutcomeKind.Release)]
    [InlineData(OutcomeKind.Retry)]
    public async Task No_more_outcomes_than_a_prefetch_are_on_their_way(OutcomeKind kind)
    {
        const int Prefetch = 2;
        await using var broker = await DrivenBroker.OpenAsync(new FakeTimeProvider(), TimeSpan.FromHours(1));
        var sink = broker.Take(Prefetch);
        var way = sink.Receiver!.Handover!;
        for (var i = 0; i < 5; i++)
        {
            broker.Keep($"{i}");
        }

        for (var i = 0; i < Prefetch; i++)
        {
            var taken = Taking.Take(way);
            var outgoing = kind == OutcomeKind.Complete ? broker.Batch($"follows {i}", "test.following") : null;
            way.Settle(taken, taken.Of(kind, outgoing));
        }

        // The broker has not had its turn, as when the journal has no room.
        Assert.True(way.IsEmpty);
        Assert.False(way.TryTake(out _));
        var told = sink.Handovers;

        while (way.IsEmpty)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            broker.Turn();
            await Task.Yield();
        }

        Assert.True(sink.Handovers > told, "Nobody was told that there is something to take again.");
        Assert.Equal("2", Taking.Take(way).Text);
    }

    [Fact]
    public async Task An_outcome_that_fails_counts_no_more()
    {
        await using var broker = await DrivenBroker.OpenAsync(new FakeTimeProvider(), TimeSpan.FromHours(1));
        var sink = broker.Take(prefetch: 1);
        var way = sink.Receiver!.Handover!;
        broker.Keep("1");
        broker.Keep("2");
        var taken = Taking.Take(way);
        var forged = Taking.Forge(taken);

        way.Settle(forged, forged.Of(OutcomeKind.Release));
        Assert.True(way.IsEmpty);
        broker.Turn();

        Assert.Equal("2", Taking.Take(way).Text);
    }

    [Fact]
    public async Task A_batch_that_costs_more_than_two_gigabytes_is_reckoned_as_such()
    {
        await using var broker = await DrivenBroker.OpenAsync(new FakeTimeProvider(), TimeSpan.FromHours(1));
        var sink = broker.Take(prefetch: 1);
        Assert.True(broker.Begin(new string('x', 24_000), Durability.Memory).IsCompletedSuccessfully);
        var taken = Taking.Take(sink.Receiver!.Handover!);
        var prepared = new PreparedHandover(new MemoryBudget(1));

        for (var i = 0; i < 100_000; i++)
        {
            prepared.Add(broker.Way, taken);
        }

        Assert.Equal(100_000L * HandoverCost.Of(taken), prepared.Cost);
    }

    [Fact]
    public async Task A_message_whose_copies_cost_more_than_two_gigabytes_takes_the_whole_memory()
    {
        const int Queues = 2_200;
        var queues = Enumerable.Range(0, Queues).Select(i => $"q{i}").ToArray();
        var topology = new Topology(
            [new ExchangeDeclaration("orders", ExchangeType.Topic, true)],
            [.. queues.Select(name => new QueueDeclaration(name, true, null, TimeSpan.FromSeconds(30)))],
            [.. queues.Select(name => new BindingDeclaration(name, "orders", "order.*", HeaderMatch.All, []))]
        );
        var options = new EmbeddedBrokerOptions { LockTimeout = TimeSpan.Zero };
        await using var broker = await TestBroker.OpenAsync(Folder, options, topology: topology);

        Assert.True(broker.Begin(new string('x', 1_000_000), durability: Durability.Memory).IsCompletedSuccessfully);

        Assert.False(broker.Begin("waits", durability: Durability.Memory).IsCompleted);
    }
}
