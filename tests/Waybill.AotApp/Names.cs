namespace Waybill.AotApp;

/// <summary>The names of a small shop.</summary>
public static class Names
{
    [Exchange(ExchangeType.Topic)]
    public const string Exchange = "shop";

    [Queue(DeadLetter = Dead)]
    public const string Stock = "stock";

    [Queue]
    public const string Payments = "payments";

    [Queue]
    public const string Mail = "mail";

    [Queue]
    public const string Dead = "shop.dead";

    [Queue]
    public const string Pings = "pings";
}
