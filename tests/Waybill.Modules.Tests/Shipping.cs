using Alpha;

namespace Waybill.Modules.Tests;

/// <summary>The host's own part: it handles a message of a library.</summary>
public static class Shipping
{
    [Queue]
    public const string Queue = "shipping";
}

/// <summary>Sends the goods.</summary>
[Handler(Shipping.Queue)]
public static class ShippingHandler
{
    public static void Handle(StockReserved reserved) { }
}
