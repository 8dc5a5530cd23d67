using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>When a lease ends on its own, and when not. Every queue of the test broker leases for 30 s.</summary>
public sealed class LeaseTests : TempDataDirectory
{
    private readonly SteppedTimeProvider _time = new();

    [Fact]
    public async Task A_step_of_the_wall_clock_ends_no_lease_and_makes_what_is_due_ready()
    {
        await using var broker = await TestBroker.OpenAsync(Folder, time: _time);
        await broker.PublishAsync("delayed");
        await broker.PublishAsync("held");
        var (receiver, sink) = broker.Subscribe();
        await receiver.SettledAsync(sink, (await sink.NextAsync()).Retry(TimeSpan.FromMinutes(10)));
        var held = await sink.NextAsync();

        _time.Step(TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("delayed", (await sink.NextAsync()).Text);
        Assert.Equal(2, (await broker.StatusAsync()).InFlight);
        await receiver.SettledAsync(sink, held.Complete());
    }

    [Fact]
    public async Task A_step_back_lets_a_lease_end_in_its_time()
    {
        await using var broker = await TestBroker.OpenAsync(Folder, time: _time);
        await broker.PublishAsync("m");
        var (_, sink) = broker.Subscribe();
        var held = await sink.NextAsync();
        sink.Holds = _ => false;
        _time.Step(-TimeSpan.FromHours(1));
        await AdvanceAsync(broker, TimeSpan.FromSeconds(31));
        Assert.Equal(held.Token, await sink.LostAsync());
        Assert.Equal(1, (await sink.NextAsync()).Failed);
    }

    [Fact]
    public async Task A_lease_that_nobody_renews_ends_as_a_failed_attempt_and_is_told()
    {
        var logger = new RecordingLogger();
        await using var broker = await TestBroker.OpenAsync(Folder, time: _time, logger: logger);
        await broker.PublishAsync("m");
        var (receiver, sink) = broker.Subscribe();
        var held = await sink.NextAsync();
        sink.Holds = _ => false;
        await AdvanceAsync(broker, TimeSpan.FromSeconds(25));
        receiver.Renew([held.Token]);
        await AdvanceAsync(broker, TimeSpan.FromSeconds(25));
        Assert.Equal(1, sink.Delivered);
        await AdvanceAsync(broker, TimeSpan.FromSeconds(6));
        Assert.Equal(held.Token, await sink.LostAsync());
        Assert.Equal(1, (await sink.NextAsync()).Failed);
        var warning = Assert.Single(logger.Entries, entry => entry.Id == 3002);
        Assert.Contains("'a'", warning.Text, StringComparison.Ordinal);
        Assert.Contains(held.MessageId.ToString(), warning.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30_000, 1_000)]
    [InlineData(1_000, 700)]
    [InlineData(1_500, 1_000)]
    [InlineData(1_000, 510)]
    [InlineData(30_000, 600_000)]
    public async Task However_late_renewals_and_looks_come_no_lease_ends_while_its_holder_has_the_message(int lease, int look)
    {
        var time = new FakeTimeProvider();
        await using var broker = await DrivenBroker.OpenAsync(time, TimeSpan.FromMilliseconds(lease));
        broker.Keep("m");
        var (receiver, sink) = broker.Subscribe();
        broker.Turn();
        var held = await sink.NextAsync();
        var asked = new List<int>();
        sink.Holds = token =>
        {
            Assert.Equal(held.Token, token);
            asked.Add(Environment.CurrentManagedThreadId);
            return true;
        };
        for (var passed = 0; passed <= 4 * lease; passed += look)
        {
            time.Advance(TimeSpan.FromMilliseconds(look));
            broker.Turn();
            Assert.Equal((1, 1), (broker.InFlight, sink.Delivered));
        }

        Assert.NotEmpty(asked);
        Assert.All(asked, thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));
        receiver.Settle(held.Complete());
        broker.Turn();
        Assert.Equal((held.Token, SettlementResult.Settled), await sink.SettledAsync());
    }

    [Fact]
    public async Task A_holder_that_has_lost_the_message_loses_its_lease_when_its_time_is_over()
    {
        var time = new FakeTimeProvider();
        await using var broker = await DrivenBroker.OpenAsync(time, TimeSpan.FromSeconds(1));
        broker.Keep("kept");
        broker.Keep("lost");
        var (receiver, sink) = broker.Subscribe(prefetch: 2);
        broker.Turn();
        var (kept, lost) = (await sink.NextAsync(), await sink.NextAsync());
        sink.Holds = token => token == kept.Token;
        time.Advance(TimeSpan.FromMilliseconds(990));
        broker.Turn();
        Assert.Equal((2, 2), (broker.InFlight, sink.Delivered));

        time.Advance(TimeSpan.FromMilliseconds(510));
        broker.Turn();
        Assert.Equal(lost.Token, await sink.LostAsync());
        var again = await sink.NextAsync();
        Assert.Equal(("lost", 1, 3), (again.Text, again.Failed, sink.Delivered));
        receiver.Settle(lost.Complete());
        receiver.Settle(kept.Complete());
        broker.Turn();
        Assert.Equal((lost.Token, SettlementResult.StaleLease), await sink.SettledAsync());
        Assert.Equal((kept.Token, SettlementResult.Settled), await sink.SettledAsync());
    }

    [Fact]
    public async Task A_holder_that_throws_when_it_is_asked_keeps_its_lease_and_the_broker_goes_on()
    {
        var time = new FakeTimeProvider();
        var logger = new RecordingLogger();
        await using var broker = await DrivenBroker.OpenAsync(time, TimeSpan.FromSeconds(1), logger: logger);
        broker.Keep("m");
        var (receiver, sink) = broker.Subscribe();
        broker.Turn();
        var held = await sink.NextAsync();
        sink.Holds = _ => throw new InvalidOperationException("asked");
        time.Advance(TimeSpan.FromSeconds(2));
        broker.Turn();

        Assert.Equal((1, 1), (broker.InFlight, sink.Delivered));
        var entry = Assert.Single(logger.Entries, entry => entry.Id == 3006);
        Assert.Contains(held.MessageId.ToString(), entry.Text, StringComparison.Ordinal);
        receiver.Settle(held.Complete());
        broker.Turn();
        Assert.Equal((held.Token, SettlementResult.Settled), await sink.SettledAsync());
    }

    [Fact]
    public async Task What_a_receiver_that_is_closing_has_is_no_failed_attempt_however_long_its_end_takes()
    {
        var time = new FakeTimeProvider();
        await using var broker = await DrivenBroker.OpenAsync(time, TimeSpan.FromSeconds(1));
        broker.Keep("first");
        broker.Keep("second");
        var (receiver, sink) = broker.Subscribe(prefetch: 2);
        broker.Turn();
        var first = await sink.NextAsync();
        var closing = Task.CompletedTask;
        // It closes while the broker looks: it has the second no more, and the broker has not yet heard that it gives both back.
        sink.Holds = token =>
        {
            closing = receiver.DisposeAsync().AsTask();
            return token == first.Token;
        };
        time.Advance(TimeSpan.FromSeconds(2));
        broker.Turn();
        await closing.Guarded();

        var (_, next) = broker.Subscribe(prefetch: 2);
        broker.Turn();
        Assert.Equal(("first", 0), await TextAndFailedAsync(next));
        Assert.Equal(("second", 0), await TextAndFailedAsync(next));
    }

    private static async Task<(string, int)> TextAndFailedAsync(RecordingSink sink)
    {
        var delivery = await sink.NextAsync();
        return (delivery.Text, delivery.Failed);
    }

    /// <summary>Lets time pass as it does for a process that runs: the broker has its turn in every second of it.</summary>
    private async Task AdvanceAsync(TestBroker broker, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await broker.StatusAsync();
        }
    }

    /// <summary>A clock that somebody sets, beside a time that goes on.</summary>
    private sealed class SteppedTimeProvider : TimeProvider
    {
        private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        private long _step;

        public override long TimestampFrequency => _time.TimestampFrequency;

        public void Advance(TimeSpan by) => _time.Advance(by);

        public void Step(TimeSpan by) => Interlocked.Add(ref _step, by.Ticks);

        public override DateTimeOffset GetUtcNow() => _time.GetUtcNow().AddTicks(Interlocked.Read(ref _step));

        public override long GetTimestamp() => _time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            _time.CreateTimer(callback, state, dueTime, period);
    }
}
