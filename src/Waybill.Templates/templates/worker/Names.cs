using Waybill;

namespace WaybillApp;

/// <summary>Every exchange and queue by its name, said once.</summary>
public static class Names
{
    [Exchange(ExchangeType.Topic)]
    public const string Orders = "orders";

    [Queue(DeadLetter = Dead)]
    public const string Shipping = "shipping";

    /// <summary>Keeps what failed for good, until somebody has looked at it.</summary>
    [Queue]
    public const string Dead = "orders.dead";
}
