using System.Diagnostics.Metrics;
using Waybill.Runtime.Telemetry;
using Waybill.Runtime.Tests.Fakes;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Dispatch;

/// <summary>Listeners and transports that throw where deliveries are settled and taken.</summary>
public sealed class ForeignCodeTests
{
    private static readonly OrderPlaced s_order = new(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_meters_listener_that_throws_costs_its_counts_and_no_outcome(bool whenPublished)
    {
        await using var harness = ConsumerHarness.Of((_, _) => default);
        using var listener = Throwing(harness.Meter, whenPublished);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(OutcomeKind.Complete, (await harness.RunAsync(s_order)).Kind);
        }

        var ids = harness.Receiver.Way.Hand(s_order, s_order);
        foreach (var id in ids)
        {
            Assert.Equal(id, await harness.Receiver.Way.CompletedAsync());
        }

        await harness.StopAsync();
        Assert.Empty(harness.Log.Entries);
    }

    [Fact]
    public void A_container_that_makes_no_meter_any_more_costs_the_counts()
    {
        var metrics = new DeliveryMetrics(() => throw new ObjectDisposedException("container"));

        metrics.Settled("inventory", "order.placed", OutcomeKind.Complete);
        metrics.Settled("inventory", "order.placed", OutcomeKind.Retry);
    }

    [Fact]
    public async Task A_worker_that_fails_to_take_gives_its_place_back()
    {
        await using var harness = ConsumerHarness.Of((_, _) => default);
        harness.Receiver.Way.TakeFailure = new InvalidTimeZoneException("taking");
        var first = harness.Receiver.Way.Hand(s_order);
        Assert.True(SpinWait.SpinUntil(() => harness.Log.Has(2014) && harness.Consumer.Running == 0, Hang.Guard));

        var second = harness.Receiver.Way.Hand(s_order);

        Assert.Equal((first[0], second[0]), (await harness.Receiver.Way.CompletedAsync(), await harness.Receiver.Way.CompletedAsync()));
        await harness.StopAsync();
    }

    private static MeterListener Throwing(Meter meter, bool whenPublished)
    {
        var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter != meter)
            {
                return;
            }

            if (whenPublished)
            {
                throw new InvalidTimeZoneException("published");
            }

            self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidTimeZoneException("measured"));
        listener.Start();
        return listener;
    }
}
