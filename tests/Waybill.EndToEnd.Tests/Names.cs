namespace Waybill.EndToEnd.Tests;

/// <summary>The names of a small shop.</summary>
public static class Names
{
    [Exchange(ExchangeType.Topic)]
    public const string Exchange = "shop";

    [Queue(DeadLetter = StockDead)]
    public const string Stock = "stock";

    [Queue]
    public const string StockDead = "stock.dead";

    [Queue(DeadLetter = LedgerDead)]
    public const string Ledger = "ledger";

    [Queue]
    public const string LedgerDead = "ledger.dead";

    [Queue(DeadLetter = MailDead)]
    public const string Mail = "mail";

    [Queue]
    public const string MailDead = "mail.dead";
}
