using Waybill;

namespace UnsafeOrders;

[Message(Names.Orders, "order.{Region}.placed")]
public sealed partial record OrderPlaced(string OrderId, string Region, decimal Amount);

[Message(Names.Orders, "order.{Region}.cancelled")]
public partial record OrderCancelled(string OrderId, string Region); // WB1001: not sealed.

[Message(Names.Orders, "order.changed")]
public sealed partial record OrderChanged(string OrderId, IEnumerable<string> Lines); // WB1002: perhaps a query.

[Message(Names.Orders, "order.kept"), Reserved(2, "Note")]
public sealed partial record OrderKept(string OrderId, [Field(2)] string Shelf); // WB1003: 2 was Note.

[Message(Names.Orders, "order.{Region}.paid")] // WB1004: Region may be null.
public sealed partial record OrderPaid(string OrderId, string? Region);

[Message("shiping", "parcel.sent")] // WB3001: a typing error.
public sealed partial record ParcelSent(string OrderId);

[Message(Names.Orders, "order.shipped")]
public sealed partial record OrderShipped(string OrderId); // WB1005: Note was shipped with the number 2.

[Message(Names.Orders, "order.{Email}.confirmed")] // WB1010: whoever sees a routing key sees the address.
public sealed partial record OrderConfirmed(string OrderId, [Sensitive] string Email);

[Message(Names.Orders, "order.returned")]
public sealed partial record OrderReturned(string OrderId, string Reason); // WB1006: waybill.lock knows no Reason.

[Message(Names.Orders, "order.closed")]
public sealed partial record OrderClosed(string OrderId);

[Message(Names.Orders, "order.ended", Name = "UnsafeOrders.OrderClosed")] // WB3004: the name of OrderClosed.
public sealed partial record OrderEnded(string OrderId);
