using System.Globalization;
using Waybill;

namespace Shop;

internal static class Orders
{
    [Exchange(ExchangeType.Topic)]
    public const string Exchange = "orders";

    [Queue(DeadLetter = Dead)]
    public const string Payments = "payments";

    [Queue]
    public const string Dead = "orders.dead";
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
