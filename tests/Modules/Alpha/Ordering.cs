using Waybill;

namespace Alpha;

/// <summary>The names of ordering.</summary>
public static class Ordering
{
    [Exchange(ExchangeType.Topic)]
    public const string Exchange = "orders";

    [Queue]
    public const string Stock = "stock";
}
