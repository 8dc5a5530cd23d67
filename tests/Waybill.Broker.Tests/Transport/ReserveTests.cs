using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>Publishers fill the journal's buffers up to a reserve, which is for what makes room: settlements, with all that belongs to them.</summary>
public sealed class ReserveTests
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_outcome_finds_a_buffer_when_publishers_hold_all_the_others()
    {
        await using var broker = await DrivenBroker.OpenAsync(new FakeTimeProvider(), s_lease, bufferCount: 3);
        var (receiver, sink) = broker.Subscribe();
        await broker.Begin("m").Guarded();
        broker.Turn();
        var delivery = await sink.NextAsync();

        // The broker has no turn and gives no buffer back: two of three hold publishes, and the last one is for no more of them.
        await broker.Begin("first").Guarded();
        // The writer stands after the next batch, so that it takes the outcome with all that belongs to it and not between the two.
        broker.Commits.Hold();
        await broker.Begin("second").Guarded();
        Assert.True(broker.IsFullFor(payloadBytes: 1));
        var waiting = broker.Begin("waiting").AsTask();
        broker.Settle(receiver, delivery.Complete(broker.Batch("out", "test.new")));

        // Committed with all others still held, and ahead of the publish that waits.
        broker.Commits.Step();
        await broker.Commits.OutcomeAsync();
        Assert.False(waiting.IsCompleted);
        broker.Commits.GoOn();
        broker.Turn();
        Assert.Equal((delivery.Token, SettlementResult.Settled), await sink.SettledAsync());
        await waiting.Guarded();
    }

    [Fact]
    public async Task An_outcome_finds_room_in_a_batch_that_publishers_have_filled()
    {
        const int Bytes = 2000;
        await using var broker = await DrivenBroker.OpenAsync(new FakeTimeProvider(), s_lease);
        var (receiver, sink) = broker.Subscribe();
        await broker.Begin("m").Guarded();
        broker.Turn();
        var delivery = await sink.NextAsync();

        // While the writer stands after one batch, publishers fill the next.
        broker.Commits.Hold();
        await broker.Begin("first").Guarded();
        var last = default(ValueTask<PublishReceipt>);
        while (!broker.IsFullFor(Bytes))
        {
            last = broker.Begin(new string('x', Bytes / 2));
        }

        receiver.Settle(delivery.Complete(broker.Batch(new string('y', 2 * Bytes), "test.new")));
        broker.Turn();

        // That batch is committed and no later one: the outcome is in it.
        broker.Commits.Step();
        await last.Guarded();
        broker.Turn();
        Assert.Equal((delivery.Token, SettlementResult.Settled), await sink.SettledAsync());
    }
}
