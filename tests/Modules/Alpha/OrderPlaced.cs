using Waybill;

namespace Alpha;

/// <summary>An order was placed; both libraries handle it.</summary>
[Message(Ordering.Exchange, "order.{Region}.placed")]
public sealed partial record OrderPlaced(string OrderId, string Region);
