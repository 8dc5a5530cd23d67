using Waybill;

namespace WaybillApp;

/// <summary>A customer placed an order.</summary>
[Message(Names.Orders, "order.placed")]
public sealed partial record OrderPlaced(string OrderId, decimal Amount);
