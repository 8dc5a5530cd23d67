using Waybill.Runtime.Tests.Fakes;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Dispatch;

/// <summary>The transport hears which delivery is about to be handled, before anything of it can end the process.</summary>
public sealed class MarkTests
{
    [Fact]
    public async Task A_delivery_is_told_before_its_handler_runs_and_before_it_is_decoded()
    {
        ConsumerHarness? present = null;
        var seen = new List<int>();
        await using var harness = ConsumerHarness.Of(
            (_, _) =>
            {
                seen.Add(present!.Receiver.Begun.Count);
                return default;
            }
        );
        present = harness;

        var handled = harness.Receiver.Deliver(new OrderPlaced(1));
        await harness.Receiver.NextOutcomeAsync();
        var undecodable = harness.Receiver.Deliver(OrderPlaced.Type.Name, [0xFF]);
        Assert.Equal(DeathReason.Undecodable, (await harness.Receiver.NextOutcomeAsync()).Reason);

        Assert.Equal([1], seen);
        Assert.Equal([handled.Token, undecodable.Token], harness.Receiver.Begun);
    }

    [Fact]
    public async Task What_is_handed_over_in_memory_is_not_told()
    {
        await using var harness = ConsumerHarness.Of((_, _) => default);
        harness.Receiver.Way.Hand(new OrderPlaced(1));
        await harness.Receiver.Way.CompletedAsync();
        Assert.Empty(harness.Receiver.Begun);
    }

    [Fact]
    public async Task A_transport_that_fails_when_it_is_told_loses_nothing()
    {
        await using var harness = ConsumerHarness.Of((_, _) => default);
        harness.Receiver.BeginFailure = new InvalidOperationException("no book");
        harness.Receiver.Deliver(new OrderPlaced(1));
        Assert.Equal(OutcomeKind.Complete, (await harness.Receiver.NextOutcomeAsync()).Kind);
        harness.Receiver.Deliver(new OrderPlaced(2));
        Assert.Equal(OutcomeKind.Complete, (await harness.Receiver.NextOutcomeAsync()).Kind);
    }
}
