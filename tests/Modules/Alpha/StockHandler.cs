using Waybill;

namespace Alpha;

/// <summary>Sets goods aside.</summary>
[Handler(Ordering.Stock)]
public sealed class StockHandler
{
    [Idempotent(Key = nameof(OrderPlaced.OrderId))]
    public StockReserved Handle(OrderPlaced order) => new(order.OrderId, order.Region);
}
