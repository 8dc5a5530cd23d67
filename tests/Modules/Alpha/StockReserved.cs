using Waybill;

namespace Alpha;

/// <summary>Goods were set aside.</summary>
[Message(Ordering.Exchange, "order.{Region}.reserved")]
public sealed partial record StockReserved(string OrderId, string Region);
