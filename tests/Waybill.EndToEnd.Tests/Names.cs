namespace Waybill.EndToEnd.Tests;

/// <summary>The names of a small shop.</summary>
public static class Names
{
    [Exchange(ExchangeType.Topic)]
    public const string Exchange = "shop";

    [Queue]
    public const string Stock = "stock";

    [Queue]
    public const string Mail = "mail";
}
