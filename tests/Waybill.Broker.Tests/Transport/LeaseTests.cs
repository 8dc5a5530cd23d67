using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>When a lease ends on its own. Every queue of the test broker leases for 30 s.</summary>
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

    [Fact]
    public async Task After_a_late_turn_a_holder_gets_one_round_to_renew()
    {
        await using var broker = await TestBroker.OpenAsync(Folder, time: _time);
        await broker.PublishAsync("m");
        var (receiver, sink) = broker.Subscribe();
        var held = await sink.NextAsync();

        // The process was suspended: the broker's turn and the holder's timer are both late, and the broker's may come first.
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((1, 1), ((await broker.StatusAsync()).InFlight, sink.Delivered));
        receiver.Renew([held.Token]);
        await AdvanceAsync(broker, TimeSpan.FromSeconds(29));
        Assert.Equal((1, 1), ((await broker.StatusAsync()).InFlight, sink.Delivered));

        // A round and no renewal: then it ends.
        _time.Advance(TimeSpan.FromMinutes(5));
        await AdvanceAsync(broker, TimeSpan.FromSeconds(9));
        Assert.Equal(1, sink.Delivered);
        await AdvanceAsync(broker, TimeSpan.FromSeconds(2));
        Assert.Equal(held.Token, await sink.LostAsync());
        Assert.Equal(1, (await sink.NextAsync()).Failed);
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
