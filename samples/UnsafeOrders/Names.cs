using Waybill;

namespace UnsafeOrders;

/// <summary>The names of the shop, and what is unsafe about the queues.</summary>
public static class Names
{
    [Exchange(ExchangeType.Topic)]
    public const string Orders = "orders";

    [Queue(DeadLetter = Failed, Lease = "30")] // WB1011: 30 what?
    public const string Stock = "stock";

    [Queue]
    public const string Payments = "payments"; // WB2003: where do failed payments go?

    [Queue(DeadLetter = "refunds_failed")] // WB2004: nobody declares it.
    public const string Refunds = "refunds";

    [Queue(DeadLetter = Failed, Durable = false)] // WB2007: begins empty at every start, and orders go there.
    public const string Mail = "mail";

    [Queue]
    public const string Failed = "failed";
}
