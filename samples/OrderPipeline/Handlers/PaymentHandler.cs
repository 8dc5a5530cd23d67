using Waybill;

namespace OrderPipeline;

/// <summary>Captures payments.</summary>
[Handler(Orders.Payments)]
[Retry(5, Backoff.Exponential, Delay = "200ms", MaxDelay = "10s")]
public static class PaymentHandler
{
    private const string DefaultCurrency = "USD";

    [Idempotent(Key = nameof(OrderCreated.OrderId))]
    public static PaymentCaptured Handle(OrderCreated order) =>
        new(order.OrderId, order.Region, order.Amount, order.Currency ?? DefaultCurrency);
}
