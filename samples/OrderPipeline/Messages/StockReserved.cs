using Waybill;

namespace OrderPipeline;

/// <summary>The warehouse set an order's goods aside.</summary>
[Message(Orders.Exchange, "order.{Region}.reserved")]
public sealed partial record StockReserved(string OrderId, string Region, int Units);
