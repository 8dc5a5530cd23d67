using Waybill;

namespace OrderPipeline;

/// <summary>The names of the pipeline, declared once; each constant carries what the thing is.</summary>
public static class Orders
{
    [Exchange(ExchangeType.Topic)]
    public const string Exchange = "orders";

    [Queue(DeadLetter = Dead)]
    public const string Inventory = "inventory";

    [Queue(DeadLetter = Dead)]
    public const string Payments = "payments";

    [Queue(DeadLetter = Dead)]
    [Binding("order.*.*")]
    public const string Notifications = "notifications";

    [Queue]
    public const string Dead = "orders_dlq";
}
