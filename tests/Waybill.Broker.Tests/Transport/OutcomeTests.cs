using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

public sealed class OutcomeTests : TempDataDirectory
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task A_retry_is_set_aside_until_due_also_over_a_restart()
    {
        await using (var broker = await OpenAsync())
        {
            await broker.PublishAsync("m");
            var (receiver, sink) = broker.Subscribe();
            await receiver.SettledAsync(sink, (await sink.NextAsync()).Retry(TimeSpan.FromSeconds(10)));
            await AssertWaitingAsync(broker, sink, 1);
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        await using var again = await OpenAsync();
        var (next, second) = again.Subscribe();
        await AssertWaitingAsync(again, second, 0);
        _time.Advance(TimeSpan.FromSeconds(4.999));
        await AssertWaitingAsync(again, second, 0);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var delivery = await second.NextAsync();
        Assert.Equal(("m", 1), (delivery.Text, delivery.Failed));
        await next.SettledAsync(second, delivery.Retry(TimeSpan.Zero));
        Assert.Equal(2, (await second.NextAsync()).Failed);
        Assert.Equal(2, (await again.StatusAsync()).Retried);

        static async Task AssertWaitingAsync(TestBroker broker, RecordingSink sink, int delivered)
        {
            var status = await broker.StatusAsync();
            Assert.Equal((0, 1, 0), (status.Ready, status.Delayed, status.InFlight));
            Assert.Equal(delivered, sink.Delivered);
        }
    }

    [Fact]
    public async Task A_dead_letter_keeps_its_history_through_two_deaths_and_a_restart_and_is_parked_in_the_end()
    {
        await using (var broker = await OpenAsync())
        {
            await broker.PublishAsync("m");
            var (receiver, sink) = broker.Subscribe();
            await receiver.SettledAsync(sink, (await sink.NextAsync()).Retry(TimeSpan.Zero));
            var again = await sink.NextAsync();
            await receiver.SettledAsync(sink, again.Kill(DeathReason.DeliveryLimit, Thrown("no stock")));
            var dead = Assert.Single(await broker.BrowseAsync("a.dead"));
            Assert.Equal(0, dead.Failed);
            Assert.Equal(("a", DeathReason.DeliveryLimit), (dead.Deaths[0].Queue, dead.Deaths[0].Reason));
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        await using (var broker = await OpenAsync())
        {
            var (receiver, sink) = broker.Subscribe("a.dead");
            var dead = await sink.NextAsync();
            Assert.Equal(("m", 0), (dead.Text, dead.Failed));
            await receiver.SettledAsync(sink, dead.Kill(DeathReason.Undecodable));
            AssertParked(await broker.StatusAsync("a.dead"), sink.Delivered);
            AssertHistory(await broker.BrowseAsync("a.dead"));
        }

        await using var last = await OpenAsync();
        var (_, nobody) = last.Subscribe("a.dead");
        AssertParked(await last.StatusAsync("a.dead"), nobody.Delivered + 1);
        AssertHistory(await last.BrowseAsync("a.dead"));

        void AssertHistory(IReadOnlyList<StoredMessage> browsed)
        {
            var deaths = Assert.Single(browsed).Deaths;
            Assert.Equal([("a", DeathReason.DeliveryLimit, 1), ("a.dead", DeathReason.Undecodable, 1)], deaths.Select(Key));
            Assert.Equal((typeof(InvalidOperationException).FullName, "no stock"), (deaths[0].ExceptionType, deaths[0].Message));
            Assert.Equal(_time.GetUtcNow() - TimeSpan.FromMinutes(1), deaths[0].Last);
            Assert.Equal(_time.GetUtcNow(), deaths[1].First);
        }

        static void AssertParked(QueueStatus status, int delivered) =>
            Assert.Equal((0, 0, 1, 0, 1), (status.Ready, status.Delayed, status.Parked, status.InFlight, delivered));

        static (string, DeathReason, int) Key(Death death) => (death.Queue, death.Reason, death.Count);
    }

    [Fact]
    public async Task A_message_may_die_in_two_queues_that_share_a_dead_letter_queue()
    {
        await using (var broker = await OpenAsync())
        {
            await broker.PublishAsync("m", TestBroker.Both);
            foreach (var queue in new[] { "b", "c" })
            {
                var (receiver, sink) = broker.Subscribe(queue);
                await receiver.SettledAsync(sink, (await sink.NextAsync()).Kill());
            }

            var (shared, deaths) = broker.Subscribe("shared");
            var both = await deaths.NextAsync(2);
            Assert.NotEqual(both[0].Token, both[1].Token);
            Assert.Equal(2, (await broker.StatusAsync("shared")).InFlight);
        }

        await using (var broker = await OpenAsync())
        {
            Assert.Equal(["b", "c"], (await broker.BrowseAsync("shared")).Select(message => message.Deaths[0].Queue));
            var (receiver, sink) = broker.Subscribe("shared");
            var both = await sink.NextAsync(2);
            await receiver.SettledAsync(sink, both[0].Complete());
            await receiver.SettledAsync(sink, both[1].Retry(TimeSpan.FromHours(1)));
        }

        await using var last = await OpenAsync();
        _time.Advance(TimeSpan.FromHours(1));
        var (_, rest) = last.Subscribe("shared");
        Assert.Equal(1, (await rest.NextAsync()).Failed);
        Assert.Equal(1, (await last.StatusAsync("shared")).Completed);
    }

    [Fact]
    public async Task A_history_is_trimmed_however_long_the_exception()
    {
        await using var broker = await OpenAsync();
        await broker.PublishAsync("m");
        var (receiver, sink) = broker.Subscribe();
        var exception = new StackException(new string('m', 10_000), new string('s', 10_000));
        await receiver.SettledAsync(sink, (await sink.NextAsync()).Kill(exception: exception));
        var death = Assert.Single(Assert.Single(await broker.BrowseAsync("a.dead")).Deaths);
        Assert.Equal(typeof(StackException).FullName, death.ExceptionType);
        Assert.Equal((new string('m', 512), new string('s', 1536)), (death.Message, death.StackTrace));
    }

    [Fact]
    public async Task A_discarded_message_is_gone_and_counted()
    {
        await using (var broker = await OpenAsync())
        {
            await broker.PublishAsync("m");
            var (receiver, sink) = broker.Subscribe();
            await receiver.SettledAsync(sink, (await sink.NextAsync()).Of(OutcomeKind.Discard));
        }

        await using var again = await OpenAsync();
        var status = await again.StatusAsync();
        Assert.Equal((0, 0, 0, 1), (status.Ready, status.Delayed, status.InFlight, status.Discarded));
        Assert.Empty(await again.BrowseAsync("a.dead"));
    }

    [Fact]
    public async Task A_lease_is_settled_once()
    {
        await using var broker = await OpenAsync();
        await broker.PublishAsync("m");
        var (receiver, sink) = broker.Subscribe();
        var delivery = await sink.NextAsync();
        receiver.Settle(delivery.Complete());
        receiver.Settle(delivery.Retry(TimeSpan.Zero));
        (DeliveryToken, SettlementResult)[] answers = [await sink.SettledAsync(), await sink.SettledAsync()];
        Assert.Equal(
            [(delivery.Token, SettlementResult.Settled), (delivery.Token, SettlementResult.StaleLease)],
            answers.OrderBy(answer => answer.Item2)
        );
        receiver.Settle(delivery.Complete());
        Assert.Equal((delivery.Token, SettlementResult.StaleLease), await sink.SettledAsync());
        var status = await broker.StatusAsync();
        Assert.Equal((1, 0), (status.Completed, status.Retried));
    }

    [Fact]
    public async Task An_outcomes_publishes_become_visible_with_it_and_a_stale_ones_are_dropped()
    {
        await using (var broker = await OpenAsync())
        {
            await broker.PublishAsync("m");
            var (receiver, sink) = broker.Subscribe(prefetch: 1);
            var delivery = await sink.NextAsync();
            var outgoing = broker.Batch(Durability.Flushed, "out1", "out2");
            Assert.Empty(await broker.BrowseAsync());
            await receiver.SettledAsync(sink, delivery.Complete(outgoing));
            receiver.Settle(delivery.Complete(broker.Batch(Durability.Flushed, "stale")));
            Assert.Equal(SettlementResult.StaleLease, (await sink.SettledAsync()).Result);
            Assert.Equal("out1", (await sink.NextAsync()).Text);
            Assert.Equal(["out2"], await broker.TextsAsync());
        }

        await using var again = await OpenAsync();
        Assert.Equal(["out1", "out2"], await again.TextsAsync());
        Assert.Equal(1, (await again.StatusAsync()).Completed);
    }

    [Fact]
    public async Task Only_a_completion_publishes()
    {
        await using var broker = await OpenAsync();
        await broker.PublishAsync("m");
        var (receiver, sink) = broker.Subscribe(prefetch: 1);
        var batch = broker.Batch(Durability.Flushed, "out");
        await receiver.SettledAsync(sink, (await sink.NextAsync()).Of(OutcomeKind.Discard, batch));
        var status = await broker.StatusAsync();
        Assert.Equal((0, 0, 1), (status.Ready, status.InFlight, sink.Delivered));
    }

    private Task<TestBroker> OpenAsync() => TestBroker.OpenAsync(Folder, time: _time);

    private static InvalidOperationException Thrown(string message)
    {
        try
        {
            throw new InvalidOperationException(message);
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }

    private sealed class StackException(string message, string stack) : Exception(message)
    {
        public override string? StackTrace => stack;
    }
}
