using Waybill;

namespace OrderPipeline;

/// <summary>An order's amount was charged.</summary>
[Message(Orders.Exchange, "order.{Region}.paid")]
public sealed partial record PaymentCaptured(string OrderId, string Region, decimal Amount, string Currency);
