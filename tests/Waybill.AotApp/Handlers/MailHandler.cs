namespace Waybill.AotApp.Handlers;

/// <summary>A singleton with several messages.</summary>
[Handler(Names.Mail, Lifetime = HandlerLifetime.Singleton)]
[NaturallyIdempotent("It only counts.")]
public sealed class MailHandler(Ledger ledger)
{
    public void Handle(StockReserved reserved) => ledger.Enter($"mail reserved {reserved.OrderId}");

    public void Handle(PaymentCaptured captured) =>
        ledger.Enter(FormattableString.Invariant($"mail paid {captured.OrderId} {captured.Amount}"));
}
