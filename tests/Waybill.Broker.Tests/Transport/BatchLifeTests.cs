using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;
using static Waybill.Broker.Tests.Transport.Support.Taking;

namespace Waybill.Broker.Tests.Transport;

/// <summary>A batch serves once. What it held is gone afterwards, and a record of it would say that there is something.</summary>
public sealed class BatchLifeTests : TempDataDirectory
{
    [Theory]
    [InlineData(Durability.Flushed)]
    [InlineData(Durability.Memory)]
    public async Task A_batch_that_was_published_or_disposed_of_is_refused(Durability durability)
    {
        await using (var broker = await TestBroker.OpenAsync(Folder))
        {
            var published = broker.Batch(durability, "once");
            await broker.Transport.PublishAsync(published, CancellationToken.None).Guarded();
            var disposed = broker.Batch(durability, "never");
            disposed.Dispose();
            foreach (var batch in new[] { published, disposed })
            {
                Assert.Throws<InvalidOperationException>(() =>
                {
                    _ = broker.Transport.PublishAsync(batch, CancellationToken.None);
                });
                Assert.Throws<InvalidOperationException>(() => batch.Add(broker.Message("more", durability: durability)));
            }

            Assert.Equal(["once"], await broker.TextsAsync());
        }

        await using var again = await TestBroker.OpenAsync(Folder);
        Assert.Equal(durability == Durability.Memory ? [] : ["once"], await again.TextsAsync());
    }

    [Fact]
    public async Task An_outcome_with_a_batch_that_was_published_is_refused_and_its_message_stays_leased()
    {
        await using (var broker = await TestBroker.OpenAsync(Folder))
        {
            await broker.PublishAsync("m");
            var (receiver, sink) = broker.Subscribe();
            var delivery = await sink.NextAsync();
            var batch = broker.Batch(Durability.Flushed, "follows");
            await broker.Transport.PublishAsync(batch, CancellationToken.None).Guarded();

            Assert.Throws<InvalidOperationException>(() => receiver.Settle(delivery.Complete(batch)));

            await receiver.SettledAsync(sink, delivery.Complete());
        }

        await using var again = await TestBroker.OpenAsync(Folder);
        Assert.Equal(["follows"], await again.TextsAsync());
    }

    [Fact]
    public async Task An_outcome_of_a_taken_message_with_a_batch_that_was_published_is_refused()
    {
        await using var broker = await TestBroker.OpenAsync(Folder);
        var (way, _) = Subscribe(broker);
        await broker.PublishAsync("m", durability: Durability.Memory);
        var batch = broker.Batch(Durability.Memory, "follows");
        await broker.Transport.PublishAsync(batch, CancellationToken.None).Guarded();

        Assert.Throws<InvalidOperationException>(() => Complete(way, Take(way), batch));

        Assert.Equal("follows", Take(way).Text);
        Assert.True(way.IsEmpty);
    }

    [Fact]
    public async Task A_batch_that_waits_is_not_its_makers_to_dispose_of()
    {
        await using var broker = await TestBroker.OpenAsync(Folder, TestBroker.Small(memoryBytes: 600));
        await broker.PublishAsync("introduces the type", "memory", Durability.Buffered);
        var (receiver, sink) = broker.Subscribe();
        await broker.PublishAsync("1".PadRight(550), durability: Durability.Memory);
        var batch = broker.Batch(Durability.Memory, "2", "3");
        var waiting = broker.Transport.PublishAsync(batch, CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        batch.Dispose();
        receiver.Settle((await sink.NextAsync()).Complete());

        await waiting.Guarded();
        Assert.Equal(["2", "3"], (await sink.NextAsync(2)).Select(delivery => delivery.Text));
    }
}
