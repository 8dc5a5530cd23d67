using Waybill;

namespace UnsafeOrders;

[Handler(Names.Mail)]
public sealed class MailHandler
{
    public void Handle(OrderPlaced order) => Console.WriteLine($"Thank you for {order.OrderId}.");

    public async void Handle(OrderCancelled order) // WB2017: nobody can wait for it.
    {
        await Task.Delay(TimeSpan.FromSeconds(1));
        Console.WriteLine($"{order.OrderId} is cancelled.");
    }
}
