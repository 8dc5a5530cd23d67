using Alpha;
using Waybill;

namespace Beta;

/// <summary>Writes invoices for what the other library sells.</summary>
[Handler(Billing.Queue, Concurrency = 2, Timeout = "1m")]
[Retry(3, Backoff.Fixed, Delay = "1s")]
public sealed class BillingHandler
{
    public InvoiceWritten Handle(OrderPlaced order) => new(order.OrderId);

    public void Handle(StockReserved reserved) { }
}
