using Waybill.Transports;

namespace Waybill.Crash.Mutants;

/// <summary>A sink that gets something else than the broker hands out.</summary>
/// <param name="sink">A right one.</param>
/// <param name="change">Changes what one hand-out brings.</param>
internal sealed class MutantSink(IDeliverySink sink, Func<Delivery[], Delivery[]> change) : IDeliverySink
{
    private const int DoubledEvery = 10;

    /// <summary>A sink that gets a message twice now and then.</summary>
    public static MutantSink Doubling(IDeliverySink sink)
    {
        var count = 0;
        return new MutantSink(sink, deliveries => ++count % DoubledEvery == 0 ? [.. deliveries, deliveries[^1]] : deliveries);
    }

    /// <summary>A sink that gets messages that come together the other way round.</summary>
    public static MutantSink Reversing(IDeliverySink sink) => new(sink, static deliveries => [.. deliveries.Reverse()]);

    public void OnDeliveries(ReadOnlySpan<Delivery> deliveries) => sink.OnDeliveries(change(deliveries.ToArray()));

    public void OnHandover() => sink.OnHandover();

    public void OnSettled(DeliveryToken token, SettlementResult result) => sink.OnSettled(token, result);

    public bool StillHolds(DeliveryToken token) => sink.StillHolds(token);

    public void OnLeaseLost(DeliveryToken token) => sink.OnLeaseLost(token);

    public void OnFaulted(Exception exception) => sink.OnFaulted(exception);
}
