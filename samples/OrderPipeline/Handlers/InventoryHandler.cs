using Waybill;

namespace OrderPipeline;

/// <summary>Reserves stock. Two articles misbehave, so that the sample shows a retry and a dead letter.</summary>
[Handler(Orders.Inventory)]
[Retry(3, Backoff.Exponential, Delay = "200ms", MaxDelay = "10s")]
public static class InventoryHandler
{
    private const string FailsOnce = "FAIL-ONCE";
    private const string FailsAlways = "FAIL-ALWAYS";

    [Idempotent(Key = nameof(OrderCreated.OrderId))]
    public static StockReserved Handle(OrderCreated order, MessageContext context)
    {
        foreach (var line in order.Lines)
        {
            if (line.Sku == FailsAlways || (line.Sku == FailsOnce && context.Attempt == 1))
            {
                throw new OutOfStockException(line.Sku);
            }
        }

        return new StockReserved(order.OrderId, order.Region, order.Lines.Sum(line => line.Quantity));
    }
}
