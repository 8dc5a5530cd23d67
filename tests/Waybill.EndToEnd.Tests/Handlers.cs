namespace Waybill.EndToEnd.Tests;

/// <summary>Reserves once per order; fails as often as the test says.</summary>
[Handler(Names.Stock)]
[Retry(3, Backoff.Fixed, Delay = "5s", Jitter = false)]
public sealed class StockHandler(Shop shop)
{
    [Idempotent(Key = nameof(OrderPlaced.Id))]
    public async Task<StockReserved> HandleAsync(OrderPlaced order, MessageContext context)
    {
        await shop.EnterStockAsync(order, context);
        return new StockReserved(order.Id, order.Region);
    }
}

/// <summary>Tells what it heard.</summary>
[Handler(Names.Mail)]
[NaturallyIdempotent("It only writes down what it heard.")]
public static class MailHandler
{
    public static void Handle(StockReserved reserved, Shop shop) => shop.Hear($"reserved {reserved.Id}");

    public static void Handle(Note note, Shop shop) => shop.Hear(note.Text);
}

/// <summary>Handles every case of a union, and publishes a case of it again.</summary>
[Handler(Names.Ledger)]
[NaturallyIdempotent("It only writes down what it heard.")]
public static class LedgerHandler
{
    public static PaymentEvent.Refused? Handle(PaymentEvent payment, Shop shop)
    {
        shop.Hear(payment.ToString());
        return payment is PaymentEvent.Paid { Amount: < 0 } paid
            ? new PaymentEvent.Refused(paid.Id, "negative") { Region = paid.Region }
            : null;
    }
}
