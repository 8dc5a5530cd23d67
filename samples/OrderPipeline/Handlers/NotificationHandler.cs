using Waybill;

namespace OrderPipeline;

/// <summary>Tells the customer what happened to the order.</summary>
[Handler(Orders.Notifications)]
[Retry(5, Backoff.Exponential, Delay = "200ms", MaxDelay = "10s")]
[NaturallyIdempotent("A notification only counts here; seen twice it says the same.")]
public sealed class NotificationHandler(NotificationLog log)
{
    public void Handle(OrderCreated order) => log.Count(order.OrderId);

    public void Handle(StockReserved reserved) => log.Count(reserved.OrderId);

    public void Handle(PaymentCaptured captured) => log.Count(captured.OrderId);
}
