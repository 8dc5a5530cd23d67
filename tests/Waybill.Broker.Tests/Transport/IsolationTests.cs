using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.InFlight;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>What was being handled when a process ended runs alone in the next one, and only what ends the process then dies of it.</summary>
public sealed class IsolationTests
{
    private const int Limit = 3;
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(30);
    private readonly RecordingLogger _logger = new();

    [Fact]
    public async Task What_was_in_handlers_runs_alone_and_the_rest_together_afterwards()
    {
        var device = await CrashAsync(["1", "2", "3", "4"], handled: ["1", "3"]);

        await using var broker = await DriveAsync(device);
        var (receiver, sink) = broker.Subscribe(prefetch: 64);
        // In the queue's order: 2 stands before a suspect.
        foreach (var text in (string[])["1", "2", "3"])
        {
            broker.Turn();
            var delivery = await sink.NextAsync();
            Assert.Equal((text, 0, 1L), (delivery.Text, delivery.Failed, broker.InFlight));
            receiver.BeginHandling(delivery);
            broker.Turn();
            Assert.Equal(1, broker.InFlight);
            await broker.SettleAsync(receiver, sink, delivery.Complete());
        }

        await broker.Begin("5");
        broker.Turn();
        Assert.Equal(["4", "5"], (await sink.NextAsync(2)).Select(delivery => delivery.Text));
        Assert.Equal(2, broker.InFlight);
        Assert.Contains("2", Assert.Single(_logger.Entries, entry => entry.Id == 3008).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clean_stop_suspects_nobody()
    {
        var device = new SimulatedDevice();
        await using (var broker = await DriveAsync(device))
        {
            var (receiver, sink) = broker.Subscribe(prefetch: 64);
            await PublishAsync(broker, "1", "2");
            // Their handlers are left behind: they never end.
            (await sink.NextAsync(2)).ForEach(receiver.BeginHandling);
        }

        await AssertNobodySuspectedAsync(device, waiting: 2);
    }

    [Fact]
    public async Task What_was_handed_in_is_nobodys_suspect_though_nothing_of_it_is_durable()
    {
        var device = new SimulatedDevice();
        await using var broker = await DriveAsync(device);
        var (receiver, sink) = broker.Subscribe(prefetch: 64);
        await PublishAsync(broker, "1", "2");
        foreach (var delivery in await sink.NextAsync(2))
        {
            receiver.BeginHandling(delivery);
            receiver.Settle(delivery.Complete());
        }

        await AssertNobodySuspectedAsync(device.AfterKill(), waiting: 2);
    }

    [Fact]
    public async Task What_was_settled_is_nobodys_suspect_though_it_is_still_marked()
    {
        var device = new SimulatedDevice();
        await using var broker = await DriveAsync(device);
        var (receiver, sink) = broker.Subscribe(prefetch: 64);
        await PublishAsync(broker, "1");
        var delivery = await sink.NextAsync();
        await broker.SettleAsync(receiver, sink, delivery.Complete());
        receiver.BeginHandling(delivery);

        await AssertNobodySuspectedAsync(device.AfterKill(), waiting: 0);
    }

    [Fact]
    public async Task A_mark_of_another_message_at_the_same_place_suspects_nobody()
    {
        var device = new SimulatedDevice();
        await using var broker = await DriveAsync(device);
        var (receiver, sink) = broker.Subscribe();
        await PublishAsync(broker, "1");
        var delivery = await sink.NextAsync();
        receiver.BeginHandling(
            new Delivery
            {
                Token = delivery.Token,
                MessageId = Guid.CreateVersion7(),
                MessageType = delivery.MessageType,
                Schema = delivery.Schema,
                RoutingKey = delivery.RoutingKey,
                Body = delivery.Body,
                PublishedAt = delivery.PublishedAt,
                Failed = 0,
                Acquired = 1,
                Durability = delivery.Durability,
                Headers = delivery.Headers,
            }
        );

        await AssertNobodySuspectedAsync(device.AfterKill(), waiting: 1);
    }

    [Fact]
    public async Task Crashes_among_many_messages_count_for_none()
    {
        var device = await CrashAsync(["1", "2"], handled: ["1", "2"]);
        for (var crash = 0; crash < 2 * Limit; crash++)
        {
            // Not subscribed, and so still suspects; nothing runs alone.
            await using var idle = await DriveAsync(device);
            idle.Turn();
            device = device.AfterKill();
        }

        await using var broker = await DriveAsync(device);
        var (receiver, sink) = broker.Subscribe(prefetch: 64);
        foreach (var text in (string[])["1", "2"])
        {
            broker.Turn();
            var delivery = await sink.NextAsync();
            Assert.Equal((text, 1L), (delivery.Text, broker.InFlight));
            await broker.SettleAsync(receiver, sink, delivery.Complete());
        }

        Assert.DoesNotContain(_logger.Entries, entry => entry.Id is 3009 or 3010);
    }

    [Fact]
    public async Task What_ends_the_process_alone_again_and_again_dies_and_nothing_else_does()
    {
        // 2 is in a handler at each of the crashes, and the first of them is no message's own.
        var device = await CrashAsync(["1", "poison", "2"], handled: ["1", "poison", "2"]);
        for (var crash = 1; crash <= Limit; crash++)
        {
            var broker = await DriveAsync(device);
            var (receiver, sink) = broker.Subscribe(prefetch: 64);
            broker.Turn();
            var delivery = await sink.NextAsync();
            if (delivery.Text == "1")
            {
                Assert.Equal(1, crash);
                receiver.BeginHandling(delivery);
                await broker.SettleAsync(receiver, sink, delivery.Complete());
                broker.Turn();
                delivery = await sink.NextAsync();
            }

            Assert.Equal(("poison", 0, 1L), (delivery.Text, delivery.Failed, broker.InFlight));
            receiver.BeginHandling(delivery);
            device = broker.Device.AfterKill();
            await broker.DisposeAsync();
        }

        await using var last = await TestBroker.OpenAsync(device, topology: s_withDead, logger: _logger);
        var (lastReceiver, lastSink) = last.Subscribe();
        var survivor = await lastSink.NextAsync();
        Assert.Equal(("2", 0), (survivor.Text, survivor.Failed));
        var dead = Assert.Single(await last.BrowseAsync("a.dead"));
        Assert.Equal("poison", System.Text.Encoding.UTF8.GetString(dead.Body.Span));
        var death = Assert.Single(dead.Deaths);
        Assert.Equal(("a", DeathReason.DeliveryLimit, 1), (death.Queue, death.Reason, death.Count));
        Assert.Equal("The process ended 3 times while this message was handled alone.", death.Message);
        var (_, level, text, _) = Assert.Single(_logger.Entries, entry => entry.Id == 3010);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains("'a'", text, StringComparison.Ordinal);
        Assert.Contains("'a.dead'", text, StringComparison.Ordinal);
        Assert.Contains(dead.MessageId.ToString(), text, StringComparison.Ordinal);
        Assert.Equal(1, (await last.StatusAsync()).DeadLettered);
        // 2 was a suspect of the first crash: it is alone until it is settled, and then the broker is as always.
        await lastReceiver.SettledAsync(lastSink, survivor.Complete());
        await last.PublishAsync("3");
        await last.PublishAsync("4");
        Assert.Equal(2, (await lastSink.NextAsync(2)).Count);
    }

    [Fact]
    public async Task A_crash_while_nothing_is_in_a_handler_counts_for_nobody()
    {
        var device = await CrashAsync(["1"], handled: ["1"]);
        for (var crash = 0; crash <= Limit; crash++)
        {
            await using var handedOut = await DriveAsync(device);
            var (_, waiting) = handedOut.Subscribe();
            handedOut.Turn();
            // Handed out alone, and the process ends before a worker takes it.
            Assert.Equal("1", (await waiting.NextAsync()).Text);
            device = handedOut.Device.AfterKill();
        }

        Assert.DoesNotContain(_logger.Entries, entry => entry.Id is 3009 or 3010);
    }

    [Theory]
    [InlineData(OutcomeKind.Complete)]
    [InlineData(OutcomeKind.Retry)]
    [InlineData(OutcomeKind.Discard)]
    [InlineData(OutcomeKind.DeadLetter)]
    public async Task Any_outcome_clears_a_suspect_with_its_crashes(OutcomeKind kind)
    {
        var device = await CrashAloneAsync(times: Limit - 1);
        await using (var broker = await DriveAsync(device))
        {
            var (receiver, sink) = broker.Subscribe();
            broker.Turn();
            var delivery = await sink.NextAsync();
            receiver.BeginHandling(delivery);
            await broker.SettleAsync(receiver, sink, delivery.Of(kind));
            broker.Turn();
            device = broker.Device.AfterKill();
        }

        await using var again = await DriveAsync(device);
        Assert.Single(_logger.Entries, entry => entry.Id == 3009 && entry.Text.Contains("(2 of 3", StringComparison.Ordinal));
        Assert.DoesNotContain(_logger.Entries, entry => entry.Id == 3010);
    }

    [Fact]
    public async Task An_outcome_clears_a_suspect_also_when_it_does_not_run_alone_any_more()
    {
        var time = new FakeTimeProvider();
        var device = await CrashAloneAsync(times: Limit - 1);
        await using (
            var broker = await DrivenBroker.OpenAsync(time, s_lease, logger: _logger, device: device, patience: TimeSpan.FromMinutes(5))
        )
        {
            var (receiver, sink) = broker.Subscribe(prefetch: 64);
            broker.Turn();
            var delivery = await sink.NextAsync();
            receiver.BeginHandling(delivery);
            time.Advance(TimeSpan.FromMinutes(5));
            broker.Turn();
            Assert.Single(_logger.Entries, entry => entry.Id == 3011);
            await broker.SettleAsync(receiver, sink, delivery.Retry(TimeSpan.Zero));
            device = broker.Device.AfterKill();
        }

        await AssertNobodySuspectedAsync(device, waiting: 1, time);
    }

    [Fact]
    public async Task An_outcome_clears_a_suspect_also_when_its_receiver_has_stopped()
    {
        var device = await CrashAloneAsync(times: Limit - 1);
        await using (var broker = await DriveAsync(device))
        {
            var (receiver, sink) = broker.Subscribe();
            broker.Turn();
            var delivery = await sink.NextAsync();
            receiver.BeginHandling(delivery);
            receiver.Stop();
            broker.Turn();
            await broker.SettleAsync(receiver, sink, delivery.Retry(TimeSpan.Zero));
            device = broker.Device.AfterKill();
        }

        await AssertNobodySuspectedAsync(device, waiting: 1);
    }

    [Fact]
    public async Task A_stop_in_the_middle_keeps_suspects_and_their_crashes()
    {
        var device = await CrashAloneAsync(times: Limit - 1);
        await using (var broker = await DriveAsync(device))
        {
            var (receiver, sink) = broker.Subscribe();
            broker.Turn();
            var delivery = await sink.NextAsync();
            receiver.BeginHandling(delivery);
            receiver.Stop();
            await broker.SettleAsync(receiver, sink, delivery.Of(OutcomeKind.Release));
            device = broker.Device;
        }

        _logger.Entries.Clear();
        await using var again = await DriveAsync(device);
        Assert.Single(_logger.Entries, entry => entry.Id == 3009 && entry.Text.Contains("(2 of 3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_suspects_of_subscribed_queues_hold_the_others_up()
    {
        var device = await CrashAsync(queue: "c");

        await using var again = await TestBroker.OpenAsync(device, logger: _logger);
        Assert.Single(_logger.Entries, entry => entry.Id == 3008);
        await again.PublishAsync("n", TestBroker.Both);
        // Nobody takes from c: a and b work as ever.
        var (receiverA, sinkA) = again.Subscribe("a");
        var (receiverB, sinkB) = again.Subscribe("b");
        var (heldA, heldB) = (await sinkA.NextAsync(2), await sinkB.NextAsync(2));

        // Now c's suspect waits for all that is handled, and what comes meanwhile waits for it.
        var inFlight = 4;
        var (receiverC, sinkC) = again.Subscribe("c");
        sinkC.Observer = delivery => Assert.True(delivery.Text != "m" || Volatile.Read(ref inFlight) == 0);
        await again.StatusAsync();
        await again.PublishAsync("o", TestBroker.Both);
        foreach (
            var (receiver, sink, delivery) in heldA.Select(d => (receiverA, sinkA, d)).Concat(heldB.Select(d => (receiverB, sinkB, d)))
        )
        {
            Assert.Equal((2, 2, 0), (sinkA.Delivered, sinkB.Delivered, sinkC.Delivered));
            Interlocked.Decrement(ref inFlight);
            await receiver.SettledAsync(sink, delivery.Complete());
        }

        var suspect = await sinkC.NextAsync();
        Assert.Equal("m", suspect.Text);
        await again.StatusAsync();
        Assert.Equal((2, 2, 1), (sinkA.Delivered, sinkB.Delivered, sinkC.Delivered));
        await receiverC.SettledAsync(sinkC, suspect.Complete());
        Assert.Equal(["n", "o"], (await sinkC.NextAsync(2)).Select(delivery => delivery.Text));
        Assert.Equal(("o", "o"), ((await sinkA.NextAsync()).Text, (await sinkB.NextAsync()).Text));
    }

    [Fact]
    public async Task What_is_handed_over_in_memory_waits_too()
    {
        var device = await CrashAsync(queue: "b");

        await using var again = await TestBroker.OpenAsync(device);
        var taker = new TakingSink();
        var taking = again.Transport.Subscribe(new ReceiverOptions("memory", 1, 1 << 20) { Handover = true }, taker);
        await again.PublishAsync("early", "memory", Durability.Memory);
        Assert.True(taking.Handover!.TryTake(out var early));

        var (receiverB, sinkB) = again.Subscribe("b");
        await again.PublishAsync("late", "memory", Durability.Memory);
        while (!taking.Handover.IsEmpty)
        {
            await again.StatusAsync();
        }

        Assert.Equal(0, sinkB.Delivered);
        Assert.False(taking.Handover.TryTake(out _));
        taking.Handover.Complete(early);

        var suspect = await sinkB.NextAsync();
        Assert.False(taking.Handover.TryTake(out _));
        var told = taker.Handovers;
        await receiverB.SettledAsync(sinkB, suspect.Complete());
        await again.StatusAsync();
        Assert.True(taker.Handovers > told);
        Assert.True(taking.Handover.TryTake(out var late));
        Assert.Equal("late", late.Text);
    }

    [Fact]
    public async Task A_handler_that_never_ends_holds_the_others_up_for_a_while_only()
    {
        var time = new FakeTimeProvider();
        var device = await CrashAsync(["1", "2", "3"], handled: ["1", "2"]);
        await using var broker = await DrivenBroker.OpenAsync(
            time,
            s_lease,
            logger: _logger,
            device: device,
            patience: TimeSpan.FromMinutes(5)
        );
        var (receiver, sink) = broker.Subscribe(prefetch: 64);
        broker.Turn();
        receiver.BeginHandling(await sink.NextAsync());
        for (var minute = 0; minute < 5; minute++)
        {
            Assert.Equal((1, 1L), (sink.Delivered, broker.InFlight));
            time.Advance(TimeSpan.FromMinutes(1));
            broker.Turn();
        }

        Assert.Equal(["2", "3"], (await sink.NextAsync(2)).Select(delivery => delivery.Text));
        Assert.Equal(3, broker.InFlight);
        Assert.Single(_logger.Entries, entry => entry.Id == 3011);
        // It is not alone any more: what ends the process now may be another one.
        _logger.Entries.Clear();
        await using var again = await DriveAsync(broker.Device.AfterKill());
        Assert.DoesNotContain(_logger.Entries, entry => entry.Id == 3009);
        Assert.Single(_logger.Entries, entry => entry.Id == 3008);
    }

    [Fact]
    public async Task What_was_set_aside_and_is_due_does_not_run_alone_unless_it_is_a_suspect()
    {
        var time = new FakeTimeProvider();
        SimulatedDevice device;
        await using (var first = await DriveAsync(new SimulatedDevice(), time))
        {
            var (receiver, sink) = first.Subscribe(prefetch: 64);
            await PublishAsync(first, "aside", "tried", "late");
            var deliveries = await sink.NextAsync(3);
            await first.SettleAsync(receiver, sink, deliveries[0].Retry(TimeSpan.FromSeconds(2)));
            await first.SettleAsync(receiver, sink, deliveries[1].Retry(TimeSpan.FromSeconds(1)));
            time.Advance(TimeSpan.FromSeconds(1));
            first.Turn();
            receiver.BeginHandling(await sink.NextAsync());
            receiver.BeginHandling(deliveries[2]);
            device = first.Device.AfterKill();
        }

        time.Advance(TimeSpan.FromMinutes(1));
        await using var broker = await DriveAsync(device, time);
        var (second, heard) = broker.Subscribe(prefetch: 64);
        foreach (var text in (string[])["tried", "late"])
        {
            broker.Turn();
            var delivery = await heard.NextAsync();
            Assert.Equal((text, 1L), (delivery.Text, broker.InFlight));
            await broker.SettleAsync(second, heard, delivery.Complete());
        }

        broker.Turn();
        Assert.Equal("aside", (await heard.NextAsync()).Text);
    }

    private static readonly Topology s_withDead = new(
        [new ExchangeDeclaration("orders", ExchangeType.Topic, true)],
        [new QueueDeclaration("a", true, "a.dead", s_lease), new QueueDeclaration("a.dead", true, null, s_lease)],
        [new BindingDeclaration("a", "orders", "order.*", HeaderMatch.All, [])]
    );

    private Task<DrivenBroker> DriveAsync(SimulatedDevice device, TimeProvider? time = null) =>
        DrivenBroker.OpenAsync(time ?? new FakeTimeProvider(), s_lease, logger: _logger, device: device);

    /// <summary>The folder that a process leaves which ended with these messages in handlers.</summary>
    private async Task<SimulatedDevice> CrashAsync(string[] published, string[] handled)
    {
        await using var broker = await DriveAsync(new SimulatedDevice());
        var (receiver, sink) = broker.Subscribe(prefetch: 64);
        await PublishAsync(broker, published);
        foreach (var delivery in await sink.NextAsync(published.Length))
        {
            if (handled.Contains(delivery.Text))
            {
                receiver.BeginHandling(delivery);
            }
        }

        return broker.Device.AfterKill();
    }

    /// <summary>The folder that a process leaves which ended with "m" in a handler of one queue; it went to "a" and "b" and "c".</summary>
    private static async Task<SimulatedDevice> CrashAsync(string queue)
    {
        var device = new SimulatedDevice();
        await using var broker = await TestBroker.OpenAsync(device);
        await broker.PublishAsync("m", TestBroker.Both);
        var (receiver, sink) = broker.Subscribe(queue);
        receiver.BeginHandling(await sink.NextAsync());
        return device.AfterKill();
    }

    /// <summary>The folder of a message that has ended the process alone as often.</summary>
    private async Task<SimulatedDevice> CrashAloneAsync(int times)
    {
        var device = await CrashAsync(["m"], handled: ["m"]);
        for (var crash = 0; crash < times; crash++)
        {
            await using var broker = await DriveAsync(device);
            var (receiver, sink) = broker.Subscribe();
            broker.Turn();
            receiver.BeginHandling(await sink.NextAsync());
            device = broker.Device.AfterKill();
        }

        _logger.Entries.Clear();
        return device;
    }

    private static async Task PublishAsync(DrivenBroker broker, params string[] texts)
    {
        foreach (var text in texts)
        {
            await broker.Begin(text).Guarded();
        }

        broker.Turn();
    }

    private async Task AssertNobodySuspectedAsync(SimulatedDevice device, int waiting, TimeProvider? time = null)
    {
        _logger.Entries.Clear();
        await using var broker = await DriveAsync(device, time);
        broker.Subscribe(prefetch: 64);
        broker.Turn();
        Assert.Equal(waiting, broker.InFlight);
        Assert.DoesNotContain(_logger.Entries, entry => entry.Id is 3008 or 4011 or 4012);
    }
}
