using Waybill;

namespace Shop.Orders;

public static class Names
{
    [Exchange(ExchangeType.Topic)]
    public const string Exchange = "orders";

    [Queue(DeadLetter = Dead)]
    public const string Stock = "stock";

    [Queue(DeadLetter = Dead)]
    public const string Shipping = "shipping";

    [Queue]
    public const string Dead = "orders.dead";
}

[Message(Names.Exchange, "order.{Region}.placed")]
public sealed partial record OrderPlaced(string OrderId, string Region);

[Message(Names.Exchange, "order.{Region}.reserved")]
public sealed partial record StockReserved(string OrderId, string Region);

/// <summary>What the host keeps of the handlers' work.</summary>
public interface ILedger
{
    void Write(string line);
}

[Handler(Names.Stock)]
public sealed class StockHandler(ILedger ledger)
{
    [Idempotent(Key = nameof(OrderPlaced.OrderId))]
    public StockReserved Handle(OrderPlaced order)
    {
        ledger.Write($"reserved {order.OrderId}");
        return new StockReserved(order.OrderId, order.Region);
    }
}

[Handler(Names.Shipping)]
public sealed class ShippingHandler(ILedger ledger)
{
    [Idempotent(Key = nameof(StockReserved.OrderId))]
    public void Handle(StockReserved stock) => ledger.Write($"shipped {stock.OrderId}");
}
