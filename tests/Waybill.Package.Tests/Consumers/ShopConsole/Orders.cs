using System.Globalization;
using Waybill;

namespace Shop;

internal static class Orders
{
    [Exchange(ExchangeType.Topic)]
    public const string Exchange = "orders";

<<<<<<< HEAD
    [Queue]
    public const string Payments = "payments";
=======
    [Queue(DeadLetter = Dead)]
    public const string Payments = "payments";

    [Queue]
    public const string Dead = "orders.dead";
>>>>>>> 8b2225925036ec121234df4567a6df7d3e17094c
}

[Message(Orders.Exchange, "order.{Region}.placed")]
internal sealed partial record OrderPlaced(string OrderId, decimal Amount, string Region);

[Handler(Orders.Payments)]
internal sealed class PaymentHandler(Till till)
{
    [Idempotent(Key = nameof(OrderPlaced.OrderId))]
    public void Handle(OrderPlaced order) =>
        till.FirstPaid.TrySetResult(string.Create(CultureInfo.InvariantCulture, $"{order.OrderId} for {order.Amount}"));
}

internal sealed class Till
{
    public TaskCompletionSource<string> FirstPaid { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
