using System.Collections.Immutable;
using Waybill;

namespace OrderPipeline;

/// <summary>A customer placed an order.</summary>
[Message(Orders.Exchange, "order.{Region}.created")]
public sealed partial record OrderCreated(
    string OrderId,
    string UserId,
    decimal Amount,
    string Region,
    string? Currency,
    ImmutableArray<OrderLine> Lines
);
